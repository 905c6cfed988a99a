import type { SourceText } from '../../sourceText';

/**
 * What detectors read of a Python module, as plain data that outlives its syntax tree: what is declared at its top, in
 * its classes and, where that matters, in its functions.
 */

interface Placed {
  /** Where it begins, counted from 1; of what has a name, where that stands. */
  readonly line: number;
}

/** A string, whatever its quotes; several in a row are one. */
export interface PythonText extends Placed {
  readonly kind: 'text';
  readonly text: string;
  /** What stands at `at` in the text stands at `start` in the file, in UTF-16 code units. */
  readonly pieces: readonly { readonly at: number; readonly start: number }[];
}

/** A name, dotted or not: `models.CASCADE`, `views.Index.as_view`; `True` and `None` too. */
export interface PythonName extends Placed {
  readonly kind: 'name';
  readonly name: string;
}

/** A call of a function, a method or a class. */
export interface PythonCall extends Placed {
  readonly kind: 'call';
  readonly callee: PythonExpression;
  /** The callee's name, dotted: `models.CharField`; of what is called on more than a name, its last part alone. */
  readonly name: string;
  readonly args: readonly PythonExpression[];
  readonly named: ReadonlyMap<string, PythonExpression>;
  /** `**options`: the maps that arguments are taken from. */
  readonly spread?: readonly PythonExpression[];
}

/** A list, a tuple or a set. */
export interface PythonList extends Placed {
  readonly kind: 'list';
  readonly items: readonly PythonExpression[];
}

/** A dictionary, in the order of its pairs. */
export interface PythonMap extends Placed {
  readonly kind: 'map';
  readonly entries: readonly (readonly [PythonExpression, PythonExpression])[];
}

/** What a loop gives at each turn, and what it goes through. */
export interface PythonEach {
  readonly targets: PythonExpression;
  readonly list: PythonExpression;
}

/** What an expression says; what we don't follow is `other`. */
export type PythonExpression =
  | PythonText
  | PythonName
  | PythonCall
  | PythonList
  | PythonMap
  | (Placed & { readonly kind: 'number'; readonly text: string })
  /** An f-string with values in it, or strings side by side of which one has. */
  | (Placed & { readonly kind: 'joined'; readonly parts: readonly PythonExpression[] })
  /** An attribute of what isn't a name: `f(x).urls`. */
  | (Placed & { readonly kind: 'member'; readonly of: PythonExpression; readonly name: string })
  /** `x[y]`, `Mapped[int]`. */
  | (Placed & { readonly kind: 'index'; readonly of: PythonExpression; readonly items: readonly PythonExpression[] })
  | (Placed & {
      readonly kind: 'operation';
      /** `+`, `|`, `&`, `~`, `or`, `==`, `in`; `if` for `a if b else c`. */
      readonly operator: string;
      readonly sides: readonly PythonExpression[];
    })
  /** `*x` in a list or a call. */
  | (Placed & { readonly kind: 'splat'; readonly of: PythonExpression })
  /** `[item for targets in list]`; without `each` when there is a condition, or more than one loop. */
  | (Placed & { readonly kind: 'loop'; readonly item: PythonExpression; readonly each?: PythonEach })
  | (Placed & { readonly kind: 'other' });

/** What a name or an attribute is set to, or added to it. */
export interface PythonAssignment extends Placed {
  readonly kind: 'assign';
  /** Dotted: `urlpatterns`, `view.methods`. */
  readonly target: string;
  readonly operator: '=' | '+=';
  readonly value: PythonExpression;
  readonly type?: PythonExpression;
}

/** An annotation that sets nothing: `name: Mapped[str]`. */
export interface PythonAnnotation extends Placed {
  readonly kind: 'annotation';
  readonly target: string;
  readonly type: PythonExpression;
}

/** A class as it is declared: what it inherits is elsewhere. */
export interface PythonClass extends Placed {
  readonly kind: 'class';
  readonly name: string;
  readonly bases: readonly PythonExpression[];
  /** `table=True` in `class Aid(SQLModel, table=True)`. */
  readonly named: ReadonlyMap<string, PythonExpression>;
  readonly decorators: readonly PythonExpression[];
  readonly body: readonly PythonStatement[];
  /** Its docstring's first line. */
  readonly summary?: string;
}

/** A function or a method. */
export interface PythonFunction extends Placed {
  readonly kind: 'function';
  readonly name: string;
  readonly parameters: readonly PythonParameter[];
  readonly decorators: readonly PythonExpression[];
  /** Empty unless what it does matters: see `openedFunctions.ts`. */
  readonly body: readonly PythonStatement[];
  /** Its docstring's first line. */
  readonly summary?: string;
}

/** What a function is given. */
export interface PythonParameter {
  /** With the star of one that takes all that is left: `*columns`. */
  readonly name: string;
  readonly value?: PythonExpression;
  readonly type?: PythonExpression;
}

/** Statements under a condition, in a loop or in a context. */
export interface PythonBlock extends Placed {
  readonly kind: 'block';
  readonly of: 'if' | 'else' | 'for' | 'other';
  /** Of an `if` or an `elif`. */
  readonly condition?: PythonExpression;
  /** An `elif`. */
  readonly isAlternative?: boolean;
  /** Of a `for`. */
  readonly each?: PythonEach;
  /** Of a `with`: what is opened, and under which name. */
  readonly opened?: readonly { readonly value: PythonExpression; readonly name: string }[];
  readonly body: readonly PythonStatement[];
}

/** What a module, a class or a function does, one thing after the other. */
export type PythonStatement =
  | PythonAssignment
  | PythonAnnotation
  | PythonClass
  | PythonFunction
  | PythonBlock
  | (Placed & { readonly kind: 'expression' | 'return' | 'raise'; readonly value: PythonExpression });

/** A statement that holds no others but those of a class or a function. */
export type FlatStatement = Exclude<PythonStatement, PythonBlock>;

/** What an imported name stands for: a module, or a name of it. */
export interface PythonImport {
  /** Dotted, with the leading dots of a relative one. */
  readonly module: string;
  /** Absent: the module itself. */
  readonly name?: string;
}

/** What one file declares. */
export interface PythonModule {
  readonly source: SourceText;
  /** From the root, with `/`. */
  readonly path: string;
  readonly body: readonly PythonStatement[];
  /** By the name they have here. */
  readonly imports: ReadonlyMap<string, PythonImport>;
  /** Modules of which all names are imported. */
  readonly wholly: readonly string[];
}
