import { commands, env, Uri, window, workspace, type TreeView } from 'vscode';
import { completeDocument } from '../../compose/complete';
import type { Item, Section } from '../../models/types';
import { sectionText, findItem, findSection, notApplicableEdits, rangeOfPlace, tickEdits, type Answer } from './edits';
import { reasonProblem } from '../../rules/sectionVide';
import type { Subject } from '../../rules/rule';
import { typeset } from '../../rules/sentences';
import type { Command } from '../commands/command';
import type { DocumentIndex } from '../index/documentIndex';
import { reveal } from '../ranges';
import { checklistStyle } from '../settings';
import { UserError } from '../userError';
import type { DocumentTree, TreeNode } from './documentTree';
import { placeOf, type Place } from './nodes';
import { writeDocument } from './writeDocument';

/** How long after Space the opening that comes with it may arrive, in milliseconds. */
const spaceDelay = 500;

/** What is done from the tree. Each action reads its document as it is now: the node only says which place is meant. */
export class TreeActions {
  /** Until when an opening is the one that comes with Space; a time of the clock, in milliseconds. */
  private spacedUntil = 0;

  constructor(
    private readonly index: DocumentIndex,
    private readonly tree: DocumentTree,
    private readonly view: TreeView<TreeNode>,
  ) {}

  /** Those that menus and keys call. */
  get commands(): Command[] {
    const onPlace = (id: string, action: (place: Place, node: TreeNode) => Promise<void>): Command => ({
      id,
      execute: async (target) => {
        const node = this.nodeOf(target);
        const place = node && placeOf(node.node);
        if (node && place) {
          await action(place, node);
        }
      },
    });
    return [
      onPlace('_arret.openNode', (place) => this.open(place)),
      onPlace('_arret.goToNode', (place) => this.goTo(place, false)),
      onPlace('_arret.markNotApplicable', (place, node) => this.markNotApplicable(place, node)),
      onPlace('_arret.completeNode', (place) => this.complete(place)),
      onPlace('_arret.openSource', (place) => this.openSource(place)),
      onPlace('_arret.copySection', (place, node) => this.copySection(place, node)),
      { id: '_arret.tickFocused', execute: () => this.tickFocused() },
    ];
  }

  /** Ticks an item or unticks it. */
  async tick(node: TreeNode, wanted: boolean): Promise<void> {
    const place = placeOf(node.node);
    if (place?.item === undefined) {
      return;
    }
    await this.tree.whileWriting(place, wanted, async () =>
      this.inTurn(place.uri, async () =>
        writeDocument(this.index, Uri.parse(place.uri), (subject) =>
          tickEdits(subject, place, node.view.label, wanted),
        ),
      ),
    );
  }

  /** One write at a time a document: the second of two quick ticks reads what the first one wrote. */
  private readonly turns = new Map<string, Promise<unknown>>();

  private async inTurn(uri: string, write: () => Promise<void>): Promise<void> {
    const turn = (this.turns.get(uri) ?? Promise.resolve()).then(write, write);
    const settled = turn.catch(() => undefined);
    this.turns.set(uri, settled);
    try {
      await turn;
    } finally {
      if (this.turns.get(uri) === settled) {
        this.turns.delete(uri);
      }
    }
  }

  /** In a tree, VS Code gives Space no meaning but opening: the focused item is selected, which tells which it is. */
  private async tickFocused(): Promise<void> {
    this.spacedUntil = Date.now() + spaceDelay;
    await commands.executeCommand('list.select');
    const [node] = this.view.selection;
    if (node?.view.box) {
      await this.tick(node, !this.tree.isChecked(node));
    }
  }

  private async open(place: Place): Promise<void> {
    const isSpace = Date.now() <= this.spacedUntil;
    this.spacedUntil = 0;
    if (!isSpace) {
      await this.goTo(place, true);
    }
  }

  private async goTo(place: Place, keepsFocus: boolean): Promise<void> {
    const subject = await this.read(place);
    await reveal(Uri.parse(place.uri), rangeOfPlace(subject, place), keepsFocus);
  }

  private async markNotApplicable(place: Place, { view }: TreeNode): Promise<void> {
    const title = view.label;
    const reason = await window.showInputBox({
      title: typeset(`Marquer « ${title} » sans objet`),
      prompt: 'Pourquoi ? La raison sera écrite dans le document.',
      placeHolder: 'Le produit n’a jamais eu d’API',
      validateInput: (value) => reasonProblem(value.trim()),
    });
    if (reason !== undefined) {
      const uri = Uri.parse(place.uri);
      const read = async (text: string): Promise<Subject | undefined> => (await this.index.readAs(uri, text))?.subject;
      await this.inTurn(place.uri, async () =>
        writeDocument(this.index, uri, (subject) => notApplicableEdits(subject, place, title, reason, read)),
      );
    }
  }

  private async complete(place: Place): Promise<void> {
    const uri = Uri.parse(place.uri);
    await this.inTurn(place.uri, async () =>
      writeDocument(this.index, uri, (subject): Answer => {
        const { status, lines, outline } = subject;
        const wanted = partsAt(subject, place);
        if (!status) {
          return { refusal: typeset('Ce document ne suit aucun modèle connu : rien n’y a été ajouté.') };
        }
        const isWanted = (part: Section | Item): boolean => !wanted || wanted.has(part);
        const { edits } = completeDocument(lines.text, outline, status.match.model, checklistStyle(uri), isWanted);
        return edits.length > 0 ? { edits } : { refusal: 'Il ne manque rien ici : rien n’a été ajouté.' };
      }),
    );
  }

  private async openSource(place: Place): Promise<void> {
    const source = (await this.read(place)).status?.match.model.source;
    if (source !== undefined && !(await env.openExternal(Uri.parse(source)))) {
      throw new UserError(typeset(`La source n’a pas pu être ouverte : ${source}`));
    }
  }

  private async copySection(place: Place, { view }: TreeNode): Promise<void> {
    const subject = await this.read(place);
    const section = findSection(subject, place);
    const text = section && sectionText(subject, section);
    if (text === undefined) {
      throw new UserError(typeset(`« ${view.label} » n’est plus dans le document : rien n’a été copié.`));
    }
    await env.clipboard.writeText(text);
    window.setStatusBarMessage(typeset(`Section copiée : ${view.label}`), 3000);
  }

  /** @throws UserError when the document is gone, or is no longer one of ours */
  private async read({ uri }: Place): Promise<Subject> {
    const address = Uri.parse(uri);
    const document = await Promise.resolve(workspace.openTextDocument(address)).catch(() => undefined);
    const indexed = document && (await this.index.read(document));
    if (!indexed) {
      throw new UserError(`« ${workspace.asRelativePath(address)} » n’est plus un document d’arrêt, ou n’existe plus.`);
    }
    return indexed.subject;
  }

  private nodeOf(target: unknown): TreeNode | undefined {
    const id = typeof target === 'object' && target !== null && 'id' in target ? target.id : target;
    return this.tree.byId(id) ?? (target === undefined ? this.view.selection[0] : undefined);
  }
}

/** The parts of the model that a place stands for; undefined for the whole of it. */
function partsAt(subject: Subject, place: Place): ReadonlySet<Section | Item> | undefined {
  const section = findSection(subject, place)?.matched;
  if (!section) {
    return undefined;
  }
  const item = findItem(subject, place)?.matched.item;
  const items = item && section.heading ? [item] : section.items.map((matched) => matched.item);
  return new Set<Section | Item>([section.section, ...items]);
}
