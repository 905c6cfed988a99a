/** The reference documents as the rest of the house sees them: plain, readonly data. */

/** What a document is for; decides its file, its command and who is asked to write it. */
export type ModelKind = 'dossier' | 'post-mortem' | 'procedure' | 'conditions';

/** How the items of a document are laid out: each under a heading of its own, or as one checklist a section. */
export type ModelLayout = 'headings' | 'list';

/** What makes an item done: something written under it, or the tick itself. */
export type Expectation = 'content' | 'action';

/** One thing to write or to do. */
export interface Item {
  /** Stable, unique in its model: generated blocks and settings refer to it. */
  readonly id: string;
  /** Our short title. */
  readonly title: string;
  /** The source's wording, word for word, on one line: the label of the box. */
  readonly wording: string;
  readonly expects: Expectation;
  /** Our help, in Markdown: what the person who picks the product up needs here. */
  readonly help: string;
  /** A short example of a good answer, in Markdown. */
  readonly example: string | undefined;
  /** Items of a section that share a branch exclude each other: only one of them happens. */
  readonly branch: string | undefined;
}

export interface Section {
  /** Stable, unique in its model. */
  readonly id: string;
  /** The source's heading, word for word. */
  readonly title: string;
  /** Other headings under which people write the same section. */
  readonly synonyms: readonly string[];
  /** The source's sentence that introduces the items, word for word. */
  readonly introduction: string | undefined;
  /** Our help for the section itself: the only guidance where a section has no items. */
  readonly help: string | undefined;
  readonly example: string | undefined;
  /** Empty when the section's text is the answer, as in the post-mortem. */
  readonly items: readonly Item[];
}

export interface Model {
  /** Stable, unique: what a document's front matter names. */
  readonly id: string;
  /** Raised when sections or items change, so that a document tells which wording it was made from. */
  readonly version: number;
  readonly kind: ModelKind;
  readonly layout: ModelLayout;
  /** The document's title, without the product's name. */
  readonly title: string;
  /** Other titles under which people write the same document. */
  readonly synonyms: readonly string[];
  /** One sentence on what the document is for. */
  readonly summary: string;
  /** The name of the file it is written to, inside the folder of the settings. */
  readonly fileName: string;
  /** Where the wording comes from: a web address. */
  readonly source: string;
  /** Who writes it and with whom, word for word. */
  readonly authorship: string | undefined;
  /** For a procedure: the circumstance it answers, word for word. */
  readonly circumstance: string | undefined;
  /** In order; those of the models it includes come last. */
  readonly sections: readonly Section[];
}

/** A mistake in a model's file. */
export interface ModelProblem {
  /** The file's name, as given by the reader's caller. */
  readonly file: string;
  /** The path of the key at fault, dotted, list positions counted from 1: `sections.2.elements.1.titre`. Empty for the whole file. */
  readonly key: string;
  /** In French, one line: what is wrong and what to write instead. */
  readonly message: string;
  /** Zero-based, in UTF-16 code units; the end is exclusive. */
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
}
