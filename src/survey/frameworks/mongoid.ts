import { MongoidDocuments } from '../readers/mongoid/mongoidDocuments';
import { inflectorOf } from '../readers/rails/inflections';
import { rubyStatements } from '../readers/ruby/rubyCode';
import type { RubyNode } from '../readers/ruby/rubyNodes';
import { SchemaReplay } from '../readers/schema/schemaReplay';
import { Syntax } from '../syntax/syntax';
import type { Framework } from './framework';

/** What tells that a file may declare documents, what they share, or classes made from them. */
const mayDeclare = /\bMongoid\b|^[ \t]*(?:field|embeds_many|embeds_one|embedded_in)[ \t(]+:/m;

/** The collections of Mongoid's documents. */
export const mongoid: Framework = {
  name: 'mongoid',
  start(repository) {
    const files: (readonly RubyNode[])[] = [];
    let isUsed = false;
    return {
      wants: ({ name, path, isTest }) => name.endsWith('.rb') && !isTest && !/(?:^|\/)(?:db|config)\//.test(path),
      async read(source) {
        isUsed ||= /\bMongoid::Document\b/.test(source.text);
        const isModel = /(?:^|\/)app\/models\//.test(source.path) && /^[ \t]*class[ \t][^\n<]*</m.test(source.text);
        if (!mayDeclare.test(source.text) && !isModel) {
          return;
        }
        const statements = await Syntax.of(repository).read(source, 'ruby', (tree): readonly RubyNode[] =>
          rubyStatements(tree, source),
        );
        files.push(...(statements ? [statements] : []));
      },
      async find() {
        const tables = new SchemaReplay();
        if (isUsed) {
          new MongoidDocuments(files, await inflectorOf(repository, '')).draw(tables);
        }
        return { tables: tables.tables('Mongoid', 'models') };
      },
    };
  },
};
