import type { SchemaDeclaration } from '@loancrate/prisma-schema-parser';
import type { Table } from '../facts';
import { readPrisma, type PrismaBlock } from '../readers/prisma/prismaBlocks';
import { labelOf, readModel, stringOf, type PrismaModel } from '../readers/prisma/prismaModels';
import { prismaTables } from '../readers/prisma/prismaTables';
import type { Repository, SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';
import type { Framework } from './framework';

interface SchemaFile {
  readonly file: SurveyedFile;
  readonly blocks: readonly PrismaBlock[];
}

/** The tables that a Prisma schema describes, in one file or in a folder of them. */
export const prisma: Framework = {
  name: 'prisma',
  start(repository) {
    const files: SchemaFile[] = [];
    return {
      wants: ({ name, isTest }) => name.endsWith('.prisma') && !isTest,
      read(source, file) {
        files.push({ file, blocks: read(repository, source) });
      },
      find: () => ({ tables: schemasOf(files).flatMap((blocks) => tablesOf(blocks)) }),
    };
  },
};

function read(repository: Repository, source: SourceText): readonly PrismaBlock[] {
  const { blocks, broken } = readPrisma(source);
  if (broken.length > 0 || (blocks.length === 0 && source.text.trim() !== '')) {
    repository.note('schéma Prisma mal formé : lu en partie', source.path, broken[0], 'tables');
  }
  return blocks;
}

/** The files of each schema: one that says where the data is, with those beside it and below that don't. */
function schemasOf(files: readonly SchemaFile[]): PrismaBlock[][] {
  const isRoot = ({ blocks }: SchemaFile): boolean =>
    blocks.some(({ declaration }) => declaration.kind === 'datasource');
  const roots = files.filter(isRoot).map(({ file, blocks }) => ({ folder: file.folder, blocks: [...blocks] }));
  const others: PrismaBlock[] = [];
  for (const { file, blocks } of files.filter((each) => !isRoot(each))) {
    const isAbove = ({ folder }: { folder: string }): boolean =>
      folder === '' || `${file.folder}/`.startsWith(`${folder}/`);
    const nearest = roots.filter(isAbove).sort((a, b) => b.folder.length - a.folder.length)[0];
    // A datasource may stand beside the folder of the models: `prisma/schema.prisma`, `prisma/schema/models.prisma`.
    (nearest?.blocks ?? others).push(...blocks);
  }
  return [...roots.map(({ blocks }) => blocks), others];
}

function tablesOf(blocks: readonly PrismaBlock[]): Table[] {
  const models = new Map<string, PrismaModel>();
  let provider: string | undefined;
  let above: readonly string[] = [];
  for (const block of blocks) {
    const { declaration } = block;
    if (declaration.kind === 'datasource') {
      provider = providerOf(declaration) ?? provider;
    }
    if (declaration.kind === 'model' || declaration.kind === 'view' || declaration.kind === 'type') {
      models.set(declaration.name.value, readModel(declaration, block, labelOf(above)));
    }
    above =
      declaration.kind === 'commentBlock'
        ? declaration.comments.filter(({ kind }) => kind === 'docComment').map(({ text }) => text.trim())
        : [];
  }
  return prismaTables({ models, provider });
}

function providerOf(declaration: Extract<SchemaDeclaration, { members: readonly unknown[] }>): string | undefined {
  const members = declaration.kind === 'datasource' ? declaration.members : [];
  const provider = members.find((member) => member.kind === 'config' && member.name.value === 'provider');
  return provider?.kind === 'config' ? stringOf(provider.value) : undefined;
}
