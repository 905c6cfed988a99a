import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { out } from './paths.mjs';
import { until } from './processes.mjs';

/** How long a wait may last before it is a failure. Generous: a busy machine is no bug. */
const patience = 30_000;

const activeGroup = '.part.editor .editor-group-container.active';

/** @typedef {'light' | 'dark' | 'contrast'} Theme */

const themes = /** @type {const} */ ({
  light: { name: 'Light 2026', css: 'vs' },
  dark: { name: 'Dark 2026', css: 'vs-dark' },
  contrast: { name: 'Default High Contrast', css: 'hc-black' },
});

/**
 * @typedef {object} WorkbenchOptions
 * @property {Theme} [theme] light unless told
 * @property {Record<string, unknown>} [settings] settings; application-wide ones are the server's to give
 * @property {{ width: number, height: number }} [viewport]
 * @property {number} [scale] pixels of a screenshot for one of the page
 */

/**
 * A VS Code window, driven as a person would: by the keyboard, looking at the screen.
 *
 * Each wait ends on what appears on screen, and fails after a bounded time with what was awaited.
 */
export class Workbench {
  /**
   * @param {import('playwright-core').Page} page
   * @param {import('./server.mjs').Server} server
   * @param {string | undefined} folder the open folder's absolute path, to read from the disk
   * @param {Record<string, unknown>} settings
   */
  constructor(page, server, folder, settings) {
    /** For what this class has no word for. */
    this.page = page;
    this.folder = folder;
    this.server = server;
    /** @private */
    this.settings = settings;
  }

  /**
   * Opens a window in a browser context of its own and waits until it can be used.
   *
   * @param {import('playwright-core').Browser} browser
   * @param {import('./server.mjs').Server} server
   * @param {import('./server.mjs').Opening} opening
   * @param {WorkbenchOptions} [options]
   * @returns {Promise<Workbench>}
   */
  static async open(browser, server, opening, options = {}) {
    const { theme = 'light', viewport = { width: 1280, height: 800 }, scale = 1 } = options;
    const settings = { 'workbench.colorTheme': themes[theme].name, ...options.settings };
    await server.writeSettings(settings);
    const context = await browser.newContext({
      viewport,
      deviceScaleFactor: scale,
      permissions: ['clipboard-read', 'clipboard-write'],
      locale: 'en-US',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    const workbench = new Workbench(page, server, opening.folder, settings);
    // A closing window asks nothing: what is not saved in a test is not worth a dialog.
    page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
    await page.goto(server.address(opening));
    const isReady = async () => {
      await page.locator(`.monaco-workbench.${themes[theme].css}`).waitFor();
      await page.locator('.part.statusbar .statusbar-item').first().waitFor();
      return opening.workspace === undefined || (await workbench.showsFolders());
    };
    // Now and then this VS Code reads a .code-workspace before it is connected, and then shows no folder for good.
    for (let attempt = 1; !(await isReady()); attempt += 1) {
      if (attempt === 3) {
        throw new Error(`${opening.workspace} shows no folder`);
      }
      await page.reload();
    }
    return workbench;
  }

  /** Whether the explorer comes to show a folder. */
  async showsFolders() {
    return this.page
      .locator('.explorer-folders-view [role=treeitem]')
      .first()
      .waitFor({ timeout: 10_000 })
      .then(
        () => true,
        () => false,
      );
  }

  /** Closes the window and its browser context. */
  async close() {
    // Leaving the page first lets it say goodbye, so that the server ends its extension host at once.
    await this.page.goto('about:blank').catch(() => undefined);
    await this.page.context().close();
  }

  // Keyboard

  /**
   * @param {string} keys as Playwright names them; `ControlOrMeta` is the platform's own
   */
  async press(keys) {
    await this.page.keyboard.press(keys);
  }

  /**
   * @param {string} text
   */
  async type(text) {
    await this.page.keyboard.type(text);
  }

  // Quick input: palette, pick lists and input boxes

  get quickInput() {
    return this.page.locator('.quick-input-widget:visible');
  }

  /** @private */
  get quickRows() {
    return this.quickInput.locator('.quick-input-list .monaco-list-row');
  }

  /**
   * Runs a command from the palette.
   *
   * @param {string} title whole, with its category: `Arrêt: générer dossier technique`
   */
  async runCommand(title) {
    await this.openPalette(title);
    await this.press('Enter');
    await this.leaveRow(title);
  }

  /**
   * The commands that the palette offers for what is typed, once one contains it word for word.
   *
   * @param {string} text
   * @returns {Promise<string[]>}
   */
  async commandsMatching(text) {
    // As in openPalette: a window that has just opened knows none yet.
    return until(
      `des commandes pour « ${text} » dans la palette`,
      async () => {
        await this.showQuickInput('F1', `>${text}`);
        const titles = await this.quickPickTitles();
        await this.dismiss();
        return titles.some((title) => title.includes(text)) && titles;
      },
      { seconds: patience / 1000, every: 200 },
    );
  }

  /**
   * Opens the palette on a command without running it, for a picture.
   *
   * @param {string} title
   */
  async openPalette(title) {
    // A window that has just opened doesn't know its extensions' commands yet, and an open palette does not learn them.
    await until(
      `la commande « ${title} » dans la palette`,
      async () => {
        await this.showQuickInput('F1', `>${title}`);
        if (await this.focusRow(title)) {
          return true;
        }
        await this.dismiss();
        return false;
      },
      { seconds: patience / 1000, every: 200 },
    );
  }

  /**
   * Chooses a row of the open pick list, by keyboard.
   *
   * @param {string} title the row's label
   */
  async pickQuickItem(title) {
    await this.rowTitled(title).first().waitFor();
    if (!(await this.focusRow(title))) {
      throw new Error(`"${title}" cannot be reached in the list`);
    }
    await this.press('Enter');
    await this.leaveRow(title);
  }

  /**
   * Waits until the open pick list shows a row.
   *
   * @param {string} title the row's label
   */
  async quickItemShown(title) {
    await this.rowTitled(title).first().waitFor();
  }

  /**
   * The labels of the open pick list, once it has some.
   *
   * @returns {Promise<string[]>}
   */
  async quickPickTitles() {
    await this.quickRows.first().waitFor();
    return this.quickRows
      .locator('.quick-input-list-rows .quick-input-list-row:first-child .label-name')
      .allTextContents();
  }

  /**
   * Answers the open input box.
   *
   * @param {string} value
   */
  async answer(value) {
    await this.quickInput.locator('input[type=text]').fill(value);
    await this.press('Enter');
  }

  /** The open input box's or pick list's placeholder and prompt, as one text. */
  async quickInputText() {
    await this.quickInput.waitFor();
    const placeholder = await this.quickInput.locator('input[type=text]').getAttribute('placeholder');
    return [placeholder ?? '', await this.quickInput.innerText()].join('\n');
  }

  /** Closes the open quick input. */
  async dismiss() {
    await this.press('Escape');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /**
   * @private
   * @param {string} keys
   * @param {string} text
   */
  async showQuickInput(keys, text) {
    const input = this.quickInput.locator('input[type=text]');
    // A key pressed before the window listens is lost.
    await until(
      'la palette de commandes',
      async () => {
        await this.press(keys);
        // And the list closes when an editor that opens at that moment takes the focus.
        return input.fill(text, { timeout: 1000 }).then(
          () => true,
          () => false,
        );
      },
      { seconds: patience / 1000, every: 0 },
    );
  }

  /**
   * @private
   * @param {string} title
   */
  rowTitled(title) {
    return this.quickRows.filter({ has: this.page.getByText(title, { exact: true }) });
  }

  /**
   * Brings the list's focus on a row, by keyboard.
   *
   * @private
   * @param {string} title
   * @returns {Promise<boolean>} false when no such row comes within a moment
   */
  async focusRow(title) {
    const row = this.rowTitled(title).first();
    const there = await row.waitFor({ timeout: 2000 }).then(
      () => true,
      () => false,
    );
    if (!there) {
      return false;
    }
    const focused = this.quickInput.locator('.monaco-list-row.focused', {
      has: this.page.getByText(title, { exact: true }),
    });
    for (let step = 0; step < 60; step += 1) {
      if ((await focused.count()) > 0) {
        return true;
      }
      await this.press('ArrowDown');
    }
    return false;
  }

  /**
   * Waits until an accepted row is no longer on screen: the list is closed, or shows its next step.
   *
   * @private
   * @param {string} title
   */
  async leaveRow(title) {
    await this.rowTitled(title).first().waitFor({ state: 'hidden' });
  }

  // Editors

  /**
   * Opens a file of the folder through « Go to File », by keyboard.
   *
   * @param {string} path relative to the folder
   */
  async openFile(path) {
    const name = path.split('/').at(-1) ?? path;
    await until(
      `le fichier ${path} dans « Go to File »`,
      async () => {
        await this.showQuickInput('ControlOrMeta+P', path);
        if (await this.focusRow(name)) {
          return true;
        }
        await this.dismiss();
        return false;
      },
      { seconds: patience / 1000, every: 200 },
    );
    await this.press('Enter');
    await this.editorShown(name);
  }

  /**
   * Waits until the active editor is that file.
   *
   * @param {string} name the file's name
   */
  async editorShown(name) {
    await this.page.locator(`${activeGroup} .tab.active[data-resource-name=${JSON.stringify(name)}]`).waitFor();
    await this.page.locator(`${activeGroup} .editor-instance`).first().waitFor();
  }

  /** The file names of the active group's tabs. */
  async tabs() {
    return this.resourceNames(`${activeGroup} .tabs-container .tab`);
  }

  /** The active tab's file name, undefined when no editor is open. */
  async activeTab() {
    return (await this.resourceNames(`${activeGroup} .tab.active`))[0];
  }

  /**
   * @private
   * @param {string} selector
   */
  async resourceNames(selector) {
    const tabs = await this.page.locator(selector).all();
    const names = await Promise.all(tabs.map((tab) => tab.getAttribute('data-resource-name')));
    return names.map((name) => name ?? '');
  }

  /** Waits until the keyboard is in the active editor, as when a command gives it back. */
  async editorFocused() {
    await this.page.locator(`${activeGroup} .monaco-editor.focused`).first().waitFor();
  }

  /** Puts the keyboard in the active editor. */
  async focusEditor() {
    // An editor that is still opening doesn't keep the focus it is given.
    await until(
      'le curseur dans l’éditeur',
      async () => {
        await this.runCommand('View: Focus Active Editor Group');
        return this.page
          .locator(`${activeGroup} .monaco-editor.focused`)
          .first()
          .waitFor({ timeout: 3000 })
          .then(
            () => true,
            () => false,
          );
      },
      { seconds: patience / 1000, every: 0 },
    );
  }

  /**
   * The whole text of the active editor's document, saved or not, as copying it gives it. The cursor is put back.
   *
   * @returns {Promise<string>}
   */
  async activeEditorText() {
    await this.focusEditor();
    // An empty document copies nothing: the clipboard keeps this, and the wait below must not go on for it.
    const untouched = '\u0000untouched';
    await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(untouched)})`);
    await this.press('ControlOrMeta+A');
    await this.press('ControlOrMeta+C');
    const text = await until(
      'la copie du document',
      async () => {
        const copied = String(await this.page.evaluate('navigator.clipboard.readText()'));
        return copied === untouched ? undefined : { copied };
      },
      { seconds: 5 },
    ).then(
      ({ copied }) => copied,
      () => '',
    );
    await this.press('ControlOrMeta+U');
    return text;
  }

  /**
   * Puts the cursor at the start of a line of the active editor.
   *
   * @param {number} line from 1
   */
  async goToLine(line) {
    await this.focusEditor();
    await this.press('ControlOrMeta+G');
    await this.answer(`:${line}`);
    await this.cursorOn(line);
  }

  /**
   * Waits until the cursor is at the start of a line of the active editor.
   *
   * @param {number} line from 1
   */
  async cursorOn(line) {
    await this.page.locator('.part.statusbar').getByText(`Ln ${line}, Col 1`, { exact: true }).waitFor();
  }

  /** Opens the list of the light bulb, which VS Code closes when the problems change under it at that moment. */
  async openLightBulb() {
    await until(
      'la liste de l’ampoule',
      async () => {
        await this.press('ControlOrMeta+.');
        return this.lightBulb.waitFor({ timeout: 3000 }).then(
          () => true,
          () => false,
        );
      },
      { seconds: patience / 1000, every: 0 },
    );
  }

  /** @private */
  get lightBulb() {
    return this.page.locator('.action-widget:not(.action-list-submenu-panel)');
  }

  /**
   * Chooses a row of the open light bulb's list, by keyboard.
   *
   * @param {RegExp} title
   */
  async chooseAction(title) {
    const list = this.lightBulb;
    const focused = list.locator('.monaco-list-row.focused').filter({ hasText: title });
    for (let step = 0; step < 30; step += 1) {
      if ((await focused.count()) > 0) {
        await this.press('Enter');
        await list.waitFor({ state: 'hidden' });
        return;
      }
      await this.press('ArrowDown');
    }
    throw new Error(`${title} is not in the list: ${await list.innerText()}`);
  }

  /**
   * Waits until the status bar counts that many errors and warnings together.
   *
   * @param {number} count
   */
  async problemCount(count) {
    const item = this.page.locator('.part.statusbar [id="status.problems"]');
    await until(`${count} problèmes`, async () => {
      const numbers = (await item.innerText()).match(/\d+/g) ?? [];
      return numbers.reduce((sum, number) => sum + Number(number), 0) === count;
    });
  }

  /** Waits until the active editor holds words that are not saved. */
  async unsaved() {
    await this.page.locator(`${activeGroup} .tab.active.dirty`).waitFor();
  }

  /** Saves the active editor and waits until it is. */
  async save() {
    await this.press('ControlOrMeta+S');
    await this.page.locator(`${activeGroup} .tab.active:not(.dirty)`).waitFor();
  }

  /**
   * A file of the open folder, from the disk, once it is there.
   *
   * @param {string} path relative to the folder
   * @returns {Promise<string>}
   */
  async fileText(path) {
    const { folder } = this;
    if (folder === undefined) {
      throw new Error('no folder is open');
    }
    const found = await until(`le fichier ${path}`, async () => {
      const text = await readFile(join(folder, path), 'utf8').catch(() => undefined);
      return text === undefined ? undefined : { text };
    });
    return found.text;
  }

  /**
   * Waits until a file of the open folder holds something, on the disk.
   *
   * @param {string} path relative to the folder
   * @param {RegExp} pattern
   */
  async fileSays(path, pattern) {
    await until(`${pattern} dans le fichier ${path}`, async () => pattern.test(await this.fileText(path)));
  }

  // Notifications and dialogs

  /**
   * The messages shown, the latest first.
   *
   * @returns {Promise<string[]>}
   */
  async notifications() {
    return this.page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
  }

  /**
   * Waits for a message.
   *
   * @param {string | RegExp} message the whole message, or a pattern
   */
  async notificationShown(message) {
    await this.notification(message).waitFor();
  }

  /**
   * Presses a message's button.
   *
   * @param {string | RegExp} message
   * @param {string} button
   */
  async pressNotificationButton(message, button) {
    const shown = this.page.locator('.notifications-toasts .notification-list-item').filter({ hasText: message });
    await shown.getByRole('button', { name: button, exact: true }).click();
  }

  /** Takes all messages away. */
  async clearNotifications() {
    await this.runCommand('Notifications: Clear All Notifications');
    await this.page.locator('.notifications-toasts .notification-list-item').first().waitFor({ state: 'hidden' });
  }

  /**
   * @private
   * @param {string | RegExp} message
   */
  notification(message) {
    const messages = this.page.locator('.notifications-toasts .notification-list-item-message');
    return (
      typeof message === 'string' ? messages.getByText(message, { exact: true }) : messages.filter({ hasText: message })
    ).first();
  }

  // Views

  /**
   * The rows shown in a tree view, such as the explorer.
   *
   * @param {string} name the tree's accessible name, or its beginning
   * @returns {Promise<string[]>}
   */
  async treeRows(name) {
    const rows = this.page.locator(`[role=tree][aria-label^=${JSON.stringify(name)}] [role=treeitem]`);
    await rows.first().waitFor();
    return rows.locator('.label-name').allTextContents();
  }

  /**
   * Switches theme and waits until it is on screen.
   *
   * @param {Theme} theme
   */
  async setTheme(theme) {
    await this.setSettings({ 'workbench.colorTheme': themes[theme].name });
    await this.page.locator(`.monaco-workbench.${themes[theme].css}`).waitFor();
  }

  /**
   * Changes settings; the window follows within a moment, which the caller awaits on screen.
   *
   * @param {Record<string, unknown>} settings
   */
  async setSettings(settings) {
    Object.assign(this.settings, settings);
    await this.server.writeSettings(this.settings);
  }

  /**
   * Keeps a picture of the window in `out/e2e/`.
   *
   * @param {string} name without extension
   * @returns {Promise<string>} the file's path
   */
  async screenshot(name) {
    await mkdir(join(out, 'e2e'), { recursive: true });
    const path = join(out, 'e2e', `${name}.png`);
    await this.page.screenshot({ path, caret: 'initial', animations: 'disabled' });
    return path;
  }
}
