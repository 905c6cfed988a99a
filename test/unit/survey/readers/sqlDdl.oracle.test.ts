import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { SchemaReplay } from '../../../../src/survey/readers/schema/schemaReplay';
import { replaySql } from '../../../../src/survey/readers/schema/sqlDdl';
import { SourceText } from '../../../../src/survey/sourceText';
import { postgresTables, type PostgresColumn } from '../postgresTables';

type Tables = Readonly<Record<string, readonly PostgresColumn[]>>;

function ours(text: string): Tables {
  const replay = new SchemaReplay();
  replaySql(replay, new SourceText('a.sql', text));
  // Views, and what is inherited, take a database to be known.
  const tables = replay.tables('SQL', 'sql').filter(({ kind }) => kind === undefined);
  return Object.fromEntries(
    tables.map(({ name, columns }) => [
      name,
      columns
        .filter(({ implicit }) => implicit !== true)
        .map((column) => ({
          name: column.name,
          nullable: column.nullable ?? true,
          key: column.key,
          references: column.references,
          unique: column.unique ?? false,
        })),
    ]),
  );
}

async function theirs(text: string): Promise<Tables> {
  return Object.fromEntries([...(await postgresTables(text))].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const tableName = fc.constantFrom(
  'usager',
  'dossier',
  'commune',
  'geo.zone',
  '"order"',
  'public.piece',
  'comment',
  'key',
);
const columnName = fc.constantFrom(
  'id',
  'nom',
  'code',
  'cree_le',
  '"check"',
  'key',
  'index',
  'comment',
  'type',
  'date',
  'period',
);
const type = fc.constantFrom(
  'integer',
  'text',
  'bigserial',
  'character varying(255)',
  'numeric(10, 2)',
  'timestamp(6) without time zone',
  'double precision',
  'text[]',
  'geo.etat',
  'public.geometry(Point,4326)',
  'interval year to month',
  '"char"',
  'bit varying(3)',
  'int[3][3]',
  'time with time zone',
);
const value = fc.constantFrom(
  '0',
  'NULL',
  "'l''agent; CREATE TABLE x (y int)'",
  "E'\\''",
  "'{}'::jsonb",
  'now()',
  "nextval('a.s'::regclass)",
  'NULL::character varying',
  '(1 + (2))',
  "'a, b'::text",
  '-1',
  'CURRENT_TIMESTAMP',
  "ARRAY['a', 'b']::text[]",
  '$$a; b$$',
  'true',
);
const action = fc.constantFrom(
  '',
  ' ON DELETE CASCADE',
  ' ON UPDATE SET NULL ON DELETE SET DEFAULT',
  ' DEFERRABLE INITIALLY DEFERRED',
  ' MATCH FULL',
);
const columnEnd = fc.oneof(
  fc.constantFrom(
    '',
    ' NOT NULL',
    ' NULL',
    ' UNIQUE',
    ' CHECK (id > 0 AND (nom IS NOT NULL))',
    ' COLLATE "C"',
    ' CONSTRAINT c NOT NULL',
  ),
  value.map((text) => ` DEFAULT ${text}`),
  value.map((text) => ` NOT NULL DEFAULT ${text}`),
  fc
    .tuple(tableName, fc.constantFrom('', ' (id)'), action)
    .map(([table, column, end]) => ` REFERENCES ${table}${column}${end}`),
);
const column = fc
  .tuple(columnName, type, columnEnd)
  .map((parts) => ({ name: parts[0], text: `${parts[0]} ${parts[1]}${parts[2]}` }));

/** What stands between statements: it must not change what they say. */
const between = fc.constantFrom(
  '\n',
  '\n-- CREATE TABLE rien (a int);\n',
  '\n/* ALTER TABLE usager; /* dans */ */ ',
  "\nINSERT INTO journal VALUES ('CREATE TABLE rien (a int);');\n",
  '\nCREATE FUNCTION f() RETURNS void LANGUAGE sql AS $f$ CREATE TABLE rien (a int); $f$;\n',
  '\nSELECT 1;\n',
  '\nCREATE TRIGGER t AFTER INSERT OR UPDATE ON usager FOR EACH ROW EXECUTE FUNCTION f();\n',
  '\nGRANT INSERT, UPDATE ON usager TO a;\n',
);

const statement = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('', 'IF NOT EXISTS '),
      tableName,
      fc.uniqueArray(column, { minLength: 1, maxLength: 6, selector: ({ name }) => name }),
    )
    .map(
      ([optional, table, columns]) =>
        `CREATE TABLE ${optional}${table} (\n  ${columns.map(({ text }) => text).join(',\n  ')}\n);`,
    ),
  fc.tuple(tableName, column).map(([table, { text }]) => `ALTER TABLE ONLY ${table} ADD COLUMN IF NOT EXISTS ${text};`),
  fc
    .tuple(tableName, columnName, columnName)
    .map(([table, a, b]) => `ALTER TABLE ${table} DROP COLUMN IF EXISTS ${a}, ALTER COLUMN ${b} SET NOT NULL;`),
  fc
    .tuple(tableName, columnName, type)
    .map(
      ([table, name, to]) =>
        `ALTER TABLE ${table} ALTER COLUMN ${name} TYPE ${to} USING (NULL), ALTER ${name} DROP NOT NULL;`,
    ),
  fc
    .tuple(tableName, columnName, tableName, action)
    .map(
      ([table, name, to, end]) =>
        `ALTER TABLE ${table} ADD CONSTRAINT fk FOREIGN KEY (${name}) REFERENCES ${to} (id)${end};`,
    ),
  fc.tuple(tableName, columnName).map(([table, name]) => `CREATE UNIQUE INDEX i ON ${table} USING btree (${name});`),
  fc.tuple(tableName, columnName).map(([table, name]) => `ALTER TABLE ${table} ADD UNIQUE (${name});`),
  fc.tuple(tableName, fc.constantFrom('', ' CASCADE')).map(([table, end]) => `DROP TABLE IF EXISTS ${table}${end};`),
);
const text = fc
  .array(
    fc.tuple(between, statement).map((parts) => parts.join('')),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('The reader of SQL, beside PostgreSQL’s own parser', () => {
  it('says the same of any tables', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (sql) => {
        assert.deepEqual(ours(sql), await theirs(sql));
      }),
      { numRuns: 400 },
    );
  });

  it('says the same of a dump', async () => {
    assert.deepEqual(ours(dump), await theirs(dump.replace(/^COPY[^]*?^\\\.$/gm, '')));
    assert.deepEqual(Object.keys(ours(dump)), ['commune', 'instruction.dossier', 'journal', 'piece', 'usager']);
  });
});

const dump = `--
-- PostgreSQL database dump
--
SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE SCHEMA instruction;
COMMENT ON SCHEMA instruction IS 'Dossiers; en cours';
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;
COMMENT ON EXTENSION unaccent IS 'CREATE TABLE';
CREATE TYPE public.etat AS ENUM (
    'brouillon',
    'déposé; en attente',
    'CREATE TABLE faux (a int)'
);
CREATE FUNCTION public.horodater() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
BEGIN
  CREATE TABLE faux (a int);
  NEW.modifie_le := now();
  RETURN NEW;
END
$_$;
SET default_table_access_method = heap;
CREATE TABLE public.usager (
    id bigint NOT NULL,
    courriel character varying(254) NOT NULL,
    nom text DEFAULT ''::text,
    etat public.etat DEFAULT 'déposé; en attente'::public.etat NOT NULL,
    modifie_le timestamp(6) without time zone,
    CONSTRAINT courriel_plein CHECK (((courriel)::text <> ''::text))
);
ALTER TABLE public.usager ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.usager_id_seq
    START WITH 1
    CACHE 1
);
CREATE TABLE instruction.dossier (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    usager_id bigint,
    commune_code character(5),
    key text,
    reponses jsonb DEFAULT '{}'::jsonb NOT NULL
);
COMMENT ON COLUMN instruction.dossier.key IS 'La clé; « ALTER TABLE »';
CREATE TABLE public.commune (
    code character(5) NOT NULL,
    nom text
)
PARTITION BY RANGE (code);
CREATE TABLE public.commune_nord PARTITION OF public.commune FOR VALUES FROM ('00000') TO ('60000');
CREATE TABLE public.commune_sud (
    code character(5) NOT NULL,
    nom text
);
CREATE TABLE public.piece (
    dossier_id uuid NOT NULL,
    numero integer NOT NULL
);
CREATE TABLE public.journal (
    id integer NOT NULL
)
INHERITS (public.piece);
CREATE SEQUENCE public.journal_id_seq AS integer START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
ALTER SEQUENCE public.journal_id_seq OWNED BY public.journal.id;
CREATE VIEW public.recents AS
 SELECT usager.id,
    usager.nom
   FROM public.usager
  WHERE (usager.modifie_le > (now() - '30 days'::interval));
ALTER TABLE ONLY public.commune ATTACH PARTITION public.commune_sud FOR VALUES FROM ('60000') TO ('99999');
ALTER TABLE ONLY public.journal ALTER COLUMN id SET DEFAULT nextval('public.journal_id_seq'::regclass);
COPY public.usager (id, courriel, nom) FROM stdin;
1	a@exemple.fr	l'agent; CREATE TABLE faux (a int);
2	b@exemple.fr	\\N
\\.
ALTER TABLE ONLY instruction.dossier
    ADD CONSTRAINT dossier_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.usager
    ADD CONSTRAINT usager_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.commune
    ADD CONSTRAINT commune_pkey PRIMARY KEY (code);
ALTER TABLE ONLY public.piece
    ADD CONSTRAINT piece_pkey PRIMARY KEY (dossier_id, numero);
ALTER TABLE ONLY public.usager
    ADD CONSTRAINT usager_courriel UNIQUE (courriel);
CREATE UNIQUE INDEX usager_nom ON public.usager USING btree (lower(nom));
CREATE UNIQUE INDEX dossier_key ON instruction.dossier USING btree (key) WHERE (key IS NOT NULL);
CREATE INDEX dossier_commune ON instruction.dossier USING btree (commune_code);
CREATE TRIGGER horodater BEFORE INSERT OR UPDATE ON public.usager FOR EACH ROW EXECUTE FUNCTION public.horodater();
ALTER TABLE ONLY instruction.dossier
    ADD CONSTRAINT fk_usager FOREIGN KEY (usager_id) REFERENCES public.usager(id) ON DELETE CASCADE;
ALTER TABLE ONLY instruction.dossier
    ADD CONSTRAINT fk_commune FOREIGN KEY (commune_code) REFERENCES public.commune(code) ON UPDATE SET NULL NOT VALID;
ALTER TABLE public.usager ENABLE ROW LEVEL SECURITY;
CREATE POLICY moi ON public.usager USING ((courriel = CURRENT_USER));
GRANT SELECT,INSERT,UPDATE ON TABLE public.usager TO instruction;
INSERT INTO "schema_migrations" (version) VALUES
('20260101000000');
`;
