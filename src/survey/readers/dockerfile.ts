import { DockerfileParser, From, type Instruction } from 'dockerfile-ast';
import type { Repository, SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';
import { isDocumented } from './paths';
import { parseImageName, withoutUnknownTag, type ImageName } from './imageName';
import { Remembered } from './remembered';

/** An image a Dockerfile begins a stage with. */
export interface BaseImage {
  /** As it is written once the variables with a default are replaced: `node:18-alpine`. */
  readonly image: string;
  readonly parsed: ImageName;
  readonly line: number;
}

export interface DockerfileText {
  /** Neither an earlier stage, nor `scratch`, nor what only the build's caller knows. */
  readonly images: readonly BaseImage[];
  readonly ports: readonly { readonly port: number; readonly line: number }[];
}

const dockerfileName = /^(?:Dockerfile|Containerfile)(?:[.-][\w.-]+)?$|\.(?:dockerfile|containerfile)$/i;

/** What a Dockerfile may weigh, in UTF-16 code units: the parser's time grows with the square of it. */
const heaviest = 100_000;

/** The Dockerfiles of the product, those of tests left out. */
export function dockerfiles(repository: Repository): readonly SurveyedFile[] {
  return repository
    .named(dockerfileName)
    .filter(
      ({ path, name, isTest }) =>
        !isTest && !isDocumented(path) && !/\.(?:dockerignore|md|example|sample|erb|j2|tmpl?|lock)$/i.test(name),
    );
}

/** Reads a Dockerfile; what can't be resolved is left out. Nothing is thrown. */
export function readDockerfile(source: SourceText): DockerfileText {
  return readings.of(source);
}

const readings = new Remembered(parse);

function parse(source: SourceText): DockerfileText {
  const images: BaseImage[] = [];
  const ports: { port: number; line: number }[] = [];
  const variables = new Map<string, string>();
  const stages = new Set<string>(['scratch']);
  for (const instruction of instructionsOf(source.text)) {
    const line = (instruction.getRange()?.start.line ?? 0) + 1;
    const words = instruction.getArguments().map((argument) => argument.getValue());
    if (instruction instanceof From) {
      const image = withoutUnknownTag(substitute(instruction.getImage() ?? '', variables));
      const parsed = parseImageName(image);
      if (parsed && !stages.has(image.toLowerCase())) {
        images.push({ image, parsed, line });
      }
      const stage = instruction.getBuildStage();
      if (stage) {
        stages.add(stage.toLowerCase());
      }
    } else if (instruction.getKeyword() === 'ARG' || instruction.getKeyword() === 'ENV') {
      rememberVariables(words, variables);
    } else if (instruction.getKeyword() === 'EXPOSE') {
      for (const word of words) {
        const port = Number(/^(\d{1,5})(?:\/(?:tcp|udp))?$/i.exec(substitute(word, variables))?.[1]);
        if (port > 0 && port < 65_536) {
          ports.push({ port, line });
        }
      }
    }
  }
  return { images, ports };
}

function instructionsOf(text: string): Instruction[] {
  if (text.length > heaviest) {
    return [];
  }
  try {
    // The parser takes a lone `\r` for `\r\n`, and its time grows with the square of a comment's marks.
    return DockerfileParser.parse(text.replace(/\r(?!\n)/g, '\n').replace(/#{2,}/g, '#')).getInstructions();
  } catch {
    return [];
  }
}

/** `NAME=value`, several on a line, or the old `ENV NAME value`. */
function rememberVariables(words: readonly string[], variables: Map<string, string>): void {
  const [first = '', second] = words;
  if (second !== undefined && words.length === 2 && /^\w+$/.test(first)) {
    variables.set(first, second);
    return;
  }
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals > 0) {
      const value = word.slice(equals + 1).replace(/^(["'])(.*)\1$/s, '$2');
      variables.set(word.slice(0, equals), substitute(value, variables));
    }
  }
}

function substitute(text: string, variables: ReadonlyMap<string, string>): string {
  const replaced = text.replace(
    /\$(?:\{(\w+)(?::?-([^{}$]*))?\}|(\w+))/g,
    (whole: string, braced: string | undefined, fallback: string | undefined, bare: string | undefined) =>
      variables.get(braced ?? bare ?? '') ?? fallback ?? whole,
  );
  // A variable that doubles at each line would fill the memory.
  return replaced.length > 1000 ? text : replaced;
}
