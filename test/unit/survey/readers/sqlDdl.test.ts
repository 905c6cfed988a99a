import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { SchemaReplay } from '../../../../src/survey/readers/schema/schemaReplay';
import { replaySql } from '../../../../src/survey/readers/schema/sqlDdl';
import { SourceText } from '../../../../src/survey/sourceText';

/** What remains of a text of SQL, a line a table: `name(column type…, …)`. */
function tablesOf(...texts: readonly string[]): string[] {
  return linesOf(replayed(...texts));
}

function replayed(...texts: readonly string[]): SchemaReplay {
  const replay = new SchemaReplay();
  for (const [index, text] of texts.entries()) {
    replaySql(replay, new SourceText(`${String(index)}.sql`, text));
  }
  return replay;
}

function linesOf(replay: SchemaReplay): string[] {
  return replay.tables('SQL', 'sql').map(({ name, kind, label, partial, columns }) => {
    const told = columns.map((column) =>
      [
        column.name,
        column.type,
        column.nullable === false ? '!' : column.nullable === undefined ? '?' : undefined,
        column.key,
        column.references && `-> ${column.references}`,
        column.unique === true ? 'unique' : undefined,
        column.label && `« ${column.label} »`,
        column.implicit === true ? 'implicit' : undefined,
      ]
        .filter((part) => part !== undefined)
        .join(' '),
    );
    const about = [kind, label && `« ${label} »`, partial && 'partial'].filter(Boolean).join(' ');
    return `${name}(${told.join(', ')})${about === '' ? '' : ` ${about}`}`;
  });
}

function dataOf(text: string): string[] {
  return replaySql(new SchemaReplay(), new SourceText('a.sql', text)).data.map(
    ({ table, evidence }) => `${table} ${String(evidence.line)}`,
  );
}

describe('The reader of SQL', () => {
  describe('reads tables', () => {
    it('with their columns, types and keys', () => {
      assert.deepEqual(
        tablesOf(`
          CREATE TABLE commune (code char(5) PRIMARY KEY, nom varchar(100) NOT NULL);
          create table if not exists public.dossier (
            id bigserial primary key,
            code_commune char(5) not null references commune (code) on delete set null,
            montant numeric(10, 2) default 0.00 null,
            cree_le timestamp without time zone DEFAULT now() NOT NULL,
            courriel text unique,
            etat public.etat DEFAULT 'a;b, CREATE TABLE x (y int)'::public.etat NOT NULL,
            double double precision,
            liste text[] DEFAULT ARRAY['a', 'b']::text[],
            CONSTRAINT montant_positif CHECK ((montant >= 0) AND (montant < 10)),
            UNIQUE (cree_le, courriel)
          );`),
        [
          'commune(code char(5) ! primary, nom varchar(100) !)',
          'dossier(id bigserial ! primary, code_commune char(5) ! foreign -> commune.code, montant numeric(10, 2), ' +
            'cree_le timestamp without time zone !, courriel text unique, etat public.etat !, double double precision, liste text[])',
        ],
      );
    });

    it('whose columns are called as keywords are', () => {
      assert.deepEqual(
        tablesOf(`CREATE TABLE reglage (
          key text NOT NULL, index integer, "check" boolean, period daterange, comment text, type varchar (20), key2 int,
          "primary" int, date date, user_id uuid, role text DEFAULT 'admin', "desc" text, name name, text text, partition text
        );
        CREATE TABLE t (key character varying(255), index numeric(4, 2), KEY idx (key), INDEX (index), fulltext key ft (key))`),
        [
          'reglage(key text !, index integer, check boolean, period daterange, comment text, type varchar (20), key2 int, primary int, ' +
            'date date, user_id uuid, role text, desc text, name name, text text, partition text)',
          't(key character varying(255), index numeric(4, 2))',
        ],
      );
    });

    it('of MySQL, with its comments, keys and quotes', () => {
      assert.deepEqual(
        tablesOf(`
          /*!40101 SET NAMES utf8 */;
          # the users
          DROP TABLE IF EXISTS \`agent\`;
          /*!50503 SET character_set_client = utf8mb4 */;
          CREATE TABLE \`agent\` (
            \`id\` int(11) unsigned NOT NULL AUTO_INCREMENT,
            \`nom\` varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL COMMENT 'L\\'agent; (nom)',
            \`etat\` enum('actif','parti, ou non') NOT NULL DEFAULT 'actif',
            \`service_id\` bigint DEFAULT NULL,
            \`modifie\` timestamp NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
            PRIMARY KEY (\`id\`),
            UNIQUE KEY \`agent_nom\` (\`nom\`(191)),
            KEY \`agent_service\` (\`service_id\`) USING BTREE,
            CONSTRAINT \`agent_service_fk\` FOREIGN KEY (\`service_id\`) REFERENCES \`service\` (\`id\`) ON DELETE SET NULL
          ) ENGINE=InnoDB DEFAULT CHARSET=utf8 COMMENT='Les agents';`),
        [
          "agent(id int(11) unsigned ! primary, nom varchar(255) unique « L'agent; (nom) », etat enum('actif','parti, ou non') !, " +
            'service_id bigint foreign -> service.id, modifie timestamp) « Les agents »',
        ],
      );
    });

    it('of SQL Server, which ends statements with GO or not at all', () => {
      assert.deepEqual(
        tablesOf(`USE [Demarches]
GO
SET ANSI_NULLS ON
GO
CREATE TABLE [dbo].[Usager](
	[Id] [int] IDENTITY(1,1) NOT NULL,
	[Nom complet] [nvarchar](100) NULL,
	[Total] AS ([Prix]*[Nombre]),
 CONSTRAINT [PK_Usager] PRIMARY KEY CLUSTERED ([Id] ASC) WITH (PAD_INDEX = OFF) ON [PRIMARY]
) ON [PRIMARY]
GO
CREATE TABLE gestion.Dossier (Id uniqueidentifier NOT NULL, UsagerId int NOT NULL)
ALTER TABLE gestion.Dossier WITH CHECK ADD CONSTRAINT FK_Usager FOREIGN KEY(UsagerId) REFERENCES [dbo].[Usager] ([Id])
ALTER TABLE gestion.Dossier ADD Etat varchar(10) NOT NULL, Note nvarchar(max)
PRINT 'fait'
IF OBJECT_ID('tempo') IS NULL BEGIN CREATE TABLE tempo (a int) END
go
CREATE PROCEDURE p AS
BEGIN
  CREATE TABLE #liste (a int);
  INSERT INTO journal VALUES (1);
END
GO
EXEC sp_rename 'dbo.Usager.[Nom complet]', 'Nom', 'COLUMN'
EXEC sp_addextendedproperty N'MS_Description', N'Les usagers', 'SCHEMA', N'dbo', 'TABLE', N'Usager'
`),
        [
          'Usager(Id int ! primary, Nom nvarchar(100), Total) « Les usagers »',
          'gestion.Dossier(Id uniqueidentifier !, UsagerId int ! foreign -> Usager.Id, Etat varchar(10) !, Note nvarchar(max))',
          'tempo(a int)',
        ],
      );
    });

    it('of Oracle, with its blocks and slashes', () => {
      assert.deepEqual(
        tablesOf(`CREATE TABLE "APP"."AGENT" (ID NUMBER(19,0) GENERATED BY DEFAULT AS IDENTITY, NOM VARCHAR2(50 CHAR) DEFAULT 'x' NOT NULL ENABLE,
  CREE TIMESTAMP (6) WITH LOCAL TIME ZONE, CONSTRAINT PK_AGENT PRIMARY KEY (ID) USING INDEX TABLESPACE USERS)
/
ALTER TABLE APP.AGENT ADD (AGE NUMBER(3), VILLE VARCHAR2(20))
/
ALTER TABLE APP.AGENT MODIFY (AGE NOT NULL, VILLE VARCHAR2(40));
ALTER TABLE APP.AGENT DROP (CREE);
COMMENT ON COLUMN APP.AGENT.NOM IS 'Nom d''usage';
CREATE OR REPLACE TRIGGER t BEFORE INSERT ON AGENT FOR EACH ROW
DECLARE n NUMBER;
BEGIN
  INSERT INTO JOURNAL VALUES (1);
END;
/
BEGIN
  EXECUTE IMMEDIATE 'CREATE TABLE SUITE (ID NUMBER)';
EXCEPTION WHEN OTHERS THEN NULL;
END;
/
RENAME SUITE TO FIN;
`),
        [
          "APP.AGENT(ID NUMBER(19,0) ! primary, NOM VARCHAR2(50 CHAR) ! « Nom d'usage », AGE NUMBER(3) !, VILLE VARCHAR2(40))",
          'FIN(ID NUMBER)',
        ],
      );
    });

    it('of SQLite, whose columns may have no type, and which makes tables again to change them', () => {
      assert.deepEqual(
        tablesOf(`PRAGMA foreign_keys=OFF;
CREATE TABLE "note" (id INTEGER PRIMARY KEY AUTOINCREMENT, titre, corps TEXT) WITHOUT ROWID;
CREATE TABLE __new_note (id INTEGER PRIMARY KEY, titre TEXT NOT NULL);
INSERT INTO __new_note(id, titre) SELECT id, titre FROM note;
DROP TABLE note;
ALTER TABLE __new_note RENAME TO note;
CREATE VIRTUAL TABLE recherche USING fts5(titre, corps, tokenize = 'porter');
CREATE TRIGGER t AFTER INSERT ON note BEGIN INSERT INTO recherche VALUES (1); DELETE FROM note; END;
CREATE TABLE suite (a);`),
        ['note(id INTEGER ! primary, titre TEXT !)', 'recherche(titre, corps)', 'suite(a)'],
      );
    });

    it('of a dump of PostgreSQL, its rows left out', () => {
      assert.deepEqual(
        tablesOf(`\\restrict abc
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);
CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $_$
BEGIN
  CREATE TABLE nulle_part (a int);
  INSERT INTO journal VALUES ($1);
END $_$;
CREATE TABLE public.usager (
    id bigint NOT NULL,
    nom character varying COLLATE pg_catalog."fr-x-icu"
);
CREATE TABLE archive.usager (id bigint);
ALTER TABLE public.usager ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.s START WITH 1);
COPY public.usager (id, nom, prenom, naissance, commune, adresse, courriel, telephone, cree_le) FROM stdin;
1	l'apostrophe
2	CREATE TABLE rang (a int);
\\.
CREATE TABLE public.mesure_2024 PARTITION OF public.mesure FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
ALTER TABLE ONLY public.usager ADD CONSTRAINT usager_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX a ON public.usager USING btree (nom);
CREATE UNIQUE INDEX b ON archive.usager USING btree (id) WHERE (id > 3);
COMMENT ON TABLE public.usager IS 'Qui dépose';
`),
        ['archive.usager(id bigint)', 'usager(id bigint ! primary, nom character varying unique) « Qui dépose »'],
      );
    });

    it('in blocks that PostgreSQL runs at once', () => {
      assert.deepEqual(
        tablesOf(`CREATE TABLE a (id int PRIMARY KEY, b_id int);
DO $$ BEGIN
 ALTER TABLE "a" ADD CONSTRAINT "a_b_fk" FOREIGN KEY ("b_id") REFERENCES "public"."b"("id") ON DELETE no action;
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;
DO $corps$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'a') THEN
    ALTER TABLE a ADD COLUMN c text;
    EXECUTE 'CREATE TABLE d (e int)';
    EXECUTE format('CREATE TABLE %I (e int)', nom);
  END IF;
END
$corps$ LANGUAGE plpgsql;`),
        ['a(id int ! primary, b_id int foreign -> b.id, c text)', 'd(e int)'],
      );
    });

    it('that live no longer than a session, to leave them out', () => {
      assert.deepEqual(
        tablesOf(`CREATE TEMP TABLE liste (a int); ALTER TABLE liste ADD b int; CREATE TEMPORARY TABLE l2 AS SELECT 1 AS un;
          CREATE TABLE #l3 (a int); ALTER TABLE #l3 ADD b int; CREATE TABLE pg_temp.l4 (a int);`),
        [],
      );
      assert.deepEqual(replayed('CREATE TEMP TABLE liste (a int); ALTER TABLE liste ADD b int;').unknown, []);
    });

    it('made like others, or of what a query gives', () => {
      assert.deepEqual(
        tablesOf(`CREATE TABLE a (id int NOT NULL, nom text);
CREATE TABLE b (LIKE a INCLUDING ALL);
CREATE TABLE c (LIKE a, d int);
CREATE TABLE e (f int) INHERITS (a);
CREATE TABLE g AS SELECT id, upper(nom) AS grand, 'x'::text mot FROM a WHERE id > 1;
CREATE TABLE h AS SELECT count(*) FROM a;
CREATE TABLE i LIKE a;
CREATE TABLE j (LIKE inconnue);`),
        [
          'a(id int !, nom text)',
          'b(id int ! implicit, nom text implicit)',
          'c(id int ! implicit, nom text implicit, d int)',
          'e(f int, id int ! implicit, nom text implicit)',
          'g(id int, grand, mot text)',
          'h() partial',
          'i(id int ! implicit, nom text implicit)',
          'j() partial',
        ],
      );
    });

    it('of several schemas and databases, the default one left unsaid', () => {
      assert.deepEqual(
        tablesOf(`CREATE TABLE public.a (x int); CREATE TABLE "stats"."a" (x int REFERENCES public.a); SET search_path TO geo, public;
          CREATE TABLE b (x int); SET search_path = public; CREATE TABLE c (x int); CREATE TABLE \${schema}.d (x int);`),
        ['a(x int)', 'c(x int)', 'd(x int)', 'geo.b(x int)', 'stats.a(x int foreign -> a)'],
      );
      assert.deepEqual(
        tablesOf(
          'CREATE DATABASE app; USE app; CREATE TABLE a (x int); CREATE TABLE app.b (x int); USE autre; CREATE TABLE a (y int);',
        ),
        ['a(x int)', 'autre.a(y int)', 'b(x int)'],
      );
      assert.deepEqual(tablesOf('\\connect app\nCREATE TABLE a (x int);\n\\c autre\nCREATE TABLE a (y int);'), [
        'a(x int)',
        'autre.a(y int)',
      ]);
    });
  });

  describe('reads views', () => {
    it('with the columns that their query names', () => {
      assert.deepEqual(
        tablesOf(`CREATE TABLE t (id int NOT NULL, nom text);
CREATE OR REPLACE VIEW v AS SELECT t.id, t.nom AS "Nom", (CASE WHEN id > 1 THEN 'a' ELSE 'b' END) AS cas FROM t;
CREATE MATERIALIZED VIEW IF NOT EXISTS stats.m AS WITH q AS (SELECT 1 AS un FROM t) SELECT DISTINCT ON (id) q.un, count(*) total FROM q GROUP BY 1;
CREATE VIEW e AS SELECT * FROM t x;
CREATE VIEW w (a, b) AS SELECT 1, 2;
CREATE VIEW inconnue AS SELECT * FROM ailleurs;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=\`a\`@\`b\` SQL SECURITY DEFINER */
/*!50001 VIEW \`my\` AS select \`t\`.\`id\` AS \`id\` from \`t\` */;
CREATE TEMP VIEW rien AS SELECT 1 AS a;`),
        [
          'e(id int ? implicit, nom text ? implicit) view',
          'inconnue() view partial',
          'my(id int ?) view',
          'stats.m(un ?, total ?) view',
          't(id int !, nom text)',
          'v(id int ?, Nom text ?, cas ?) view',
          'w(a ?, b ?) view',
        ],
      );
    });

    it('and takes them away', () => {
      assert.deepEqual(
        tablesOf(
          'CREATE VIEW a AS SELECT 1 AS x; CREATE MATERIALIZED VIEW b AS SELECT 1 AS x; DROP VIEW IF EXISTS a CASCADE; DROP MATERIALIZED VIEW b;',
        ),
        [],
      );
    });
  });

  describe('replays changes', () => {
    const before =
      'CREATE TABLE a (id int PRIMARY KEY, nom text, b_id int CONSTRAINT a_b REFERENCES b (id), code text UNIQUE);';

    it('of columns, in all the ways there are to write them', () => {
      assert.deepEqual(
        tablesOf(
          before,
          `ALTER TABLE IF EXISTS ONLY public.a ADD COLUMN IF NOT EXISTS age smallint NOT NULL DEFAULT 0, ADD ville varchar(10), ADD COLUMN nom int,
             DROP COLUMN IF EXISTS code CASCADE, ALTER COLUMN nom SET NOT NULL, ALTER b_id TYPE bigint USING b_id::bigint;
           ALTER TABLE a RENAME COLUMN ville TO commune; ALTER TABLE a RENAME age TO annees;
           ALTER TABLE a ALTER COLUMN annees DROP NOT NULL, ALTER annees SET DEFAULT 3, ALTER COLUMN commune SET DATA TYPE text;`,
        ),
        ['a(id int ! primary, nom int !, b_id bigint foreign -> b.id, annees smallint, commune text)'],
      );
      assert.deepEqual(
        tablesOf(
          before,
          `ALTER TABLE \`a\` CHANGE \`nom\` \`nom_usage\` varchar(50) NOT NULL COMMENT 'Le nom', MODIFY COLUMN code char(3) AFTER id, ADD (x int, y int),
             ADD INDEX i (x), ADD UNIQUE INDEX u (y), DROP FOREIGN KEY a_b, DROP PRIMARY KEY, ADD KEY (x), CONVERT TO CHARACTER SET utf8mb4;
           ALTER TABLE a RENAME autre; RENAME TABLE autre TO fin, inconnue TO rien;`,
        ),
        ['fin(id int !, nom_usage varchar(50) ! « Le nom », b_id int, code char(3) unique, x int, y int unique)'],
      );
      assert.deepEqual(
        tablesOf(
          before,
          `ALTER TABLE a ALTER COLUMN nom nvarchar(20) NOT NULL
           ALTER TABLE a DROP COLUMN b_id, code
           ALTER TABLE a ADD CONSTRAINT df DEFAULT 3 FOR nom`,
        ),
        ['a(id int ! primary, nom nvarchar(20) !)'],
      );
    });

    it('of keys, dropped by the names that they were given or that the database made up', () => {
      assert.deepEqual(
        tablesOf(before, 'ALTER TABLE a DROP CONSTRAINT a_b, DROP CONSTRAINT a_code_key, DROP CONSTRAINT a_pkey;'),
        ['a(id int !, nom text, b_id int, code text)'],
      );
      assert.deepEqual(
        tablesOf(
          before,
          'CREATE UNIQUE INDEX CONCURRENTLY i ON a (nom); ALTER INDEX i RENAME TO j; DROP INDEX IF EXISTS j;',
        ),
        ['a(id int ! primary, nom text, b_id int foreign -> b.id, code text unique)'],
      );
      assert.deepEqual(
        tablesOf(
          'CREATE TABLE c (x int, y int); CREATE UNIQUE INDEX i ON c (x, y); ALTER TABLE c ADD CONSTRAINT c_pkey PRIMARY KEY USING INDEX i;',
          'ALTER TABLE c ADD FOREIGN KEY (x, y) REFERENCES d (z, t); ALTER TABLE c ADD UNIQUE NULLS NOT DISTINCT (y);',
        ),
        ['c(x int ! primary -> d.z, y int ! primary -> d.t unique)'],
      );
    });

    it('of names, which other tables follow', () => {
      assert.deepEqual(
        tablesOf(
          'CREATE TABLE b (id int); CREATE TABLE a (b_id int REFERENCES b (id)); ALTER TABLE b RENAME TO c; ALTER TABLE a SET SCHEMA s;',
        ),
        ['c(id int)', 's.a(b_id int foreign -> c.id)'],
      );
    });

    it('of tables that nothing made, to say so', () => {
      assert.deepEqual(
        replayed('ALTER TABLE x ADD a int; ALTER TABLE IF EXISTS y ADD a int; DROP TABLE z;').unknown.map(
          ({ name }) => name,
        ),
        ['x'],
      );
    });

    it('of tables called as verbs are', () => {
      assert.deepEqual(
        tablesOf(
          'CREATE TABLE comment (id int); CREATE TABLE a (x int); ALTER TABLE a ADD y int REFERENCES comment ON DELETE CASCADE;',
        ),
        ['a(x int, y int foreign -> comment)', 'comment(id int)'],
      );
    });
  });

  describe('says whose rows are changed', () => {
    it('by each verb, once a table', () => {
      assert.deepEqual(
        dataOf(`INSERT INTO a VALUES (1);
INSERT INTO a VALUES (2);
UPDATE ONLY public.b SET x = 1;
DELETE FROM c;
TRUNCATE TABLE d;
MERGE INTO e USING f ON (e.a = f.a) WHEN MATCHED THEN UPDATE SET x = 1 WHEN NOT MATCHED THEN INSERT VALUES (1);
COPY g (a) FROM stdin;
1
\\.
WITH old AS (DELETE FROM h RETURNING id) INSERT INTO i SELECT id FROM old;
REPLACE INTO j VALUES (1);
LOAD DATA INFILE 'x' INTO TABLE k;
DO $$ BEGIN UPDATE l SET a = 1; END $$;`),
        ['a 1', 'b 3', 'c 4', 'd 5', 'e 6', 'g 7', 'h 10', 'i 10', 'j 11', 'k 12', 'l 13'],
      );
    });

    it('not by what only looks like it', () => {
      assert.deepEqual(
        dataOf(`CREATE TABLE a (x int REFERENCES b ON DELETE CASCADE ON UPDATE SET NULL);
CREATE TRIGGER t AFTER INSERT OR UPDATE ON a FOR EACH ROW EXECUTE FUNCTION f();
GRANT SELECT, INSERT, UPDATE ON a TO b;
SELECT * FROM a FOR UPDATE;
CREATE TEMP TABLE tmp (a int); INSERT INTO tmp VALUES (1);
-- INSERT INTO a VALUES (1);
/* DELETE FROM a; */
COMMENT ON TABLE a IS 'UPDATE a SET x = 1';
DELIMITER //
CREATE PROCEDURE p() BEGIN INSERT INTO a VALUES (1); END //
DELIMITER ;
CREATE RULE r AS ON INSERT TO a DO INSTEAD INSERT INTO b VALUES (1);`),
        [],
      );
    });
  });

  it('gives the lines of what it names, whatever ends them', () => {
    for (const ending of ['\n', '\r\n', '\r']) {
      const text = [
        'CREATE',
        'TABLE',
        'a',
        '(',
        'x int,',
        '',
        'y',
        'text)',
        ';',
        'ALTER TABLE a RENAME x TO',
        'z;',
      ].join(ending);
      const [table] = replayed(text).tables('SQL', 'sql');
      assert.deepEqual(table?.evidence, [{ path: '0.sql', line: 3 }]);
      assert.deepEqual(
        table?.columns.map(({ name, evidence }) => [name, evidence.line]),
        [
          ['z', 11],
          ['y', 7],
        ],
      );
    }
  });

  it('reads SQL that stands inside another file', () => {
    const source = new SourceText('a.php', "<?php\n$this->addSql('CREATE TABLE a (\n  x INT\n)');\n");
    const replay = new SchemaReplay();
    const start = source.text.indexOf('CREATE');
    const outcome = replaySql(replay, source, source.text.slice(start, source.text.indexOf("')")), start);
    assert.equal(outcome.changesSchema, true);
    const [table] = replay.tables('Doctrine', 'migrations');
    assert.deepEqual(table?.evidence, [{ path: 'a.php', line: 2 }]);
    assert.equal(table?.columns[0]?.evidence.line, 3);
    const moved = new SchemaReplay();
    replaySql(moved, source, 'CREATE TABLE b (y INT)', (position) =>
      position > 14 ? source.text.indexOf('x INT') : 0,
    );
    assert.deepEqual(
      moved.tables('SQL', 'sql').map(({ evidence, columns }) => [evidence[0]?.line, columns[0]?.evidence.line]),
      [[1, 3]],
    );
  });

  it('says where what never ends begins', () => {
    const broken = (text: string): number | undefined =>
      replaySql(new SchemaReplay(), new SourceText('a.sql', text)).brokenAt?.line;
    assert.equal(broken("CREATE TABLE a (x int);\nINSERT INTO a VALUES ('oups);\n"), 2);
    assert.equal(broken('SELECT 1;\n/* oups'), 2);
    assert.equal(broken('\n\nDO $$ BEGIN'), 3);
    assert.equal(broken("INSERT INTO a VALUES ('l\\'agent');"), undefined);
    assert.equal(broken("INSERT INTO a VALUES ('C:\\');"), undefined);
    assert.deepEqual(tablesOf("CREATE TABLE a (x int);\nINSERT INTO a VALUES ('oups);\nCREATE TABLE b (x int);"), [
      'a(x int)',
    ]);
  });

  it('never throws, and gives lines that exist', () => {
    const words = fc.constantFrom(
      ...'CREATE TABLE ALTER DROP VIEW ADD COLUMN CONSTRAINT PRIMARY KEY FOREIGN REFERENCES UNIQUE INDEX ON COMMENT IS RENAME TO a b ( ) , ; . \' " ` $$ [ ] /* */ -- \n int GO DO EXECUTE LIKE AS SELECT FROM * INHERITS SET SCHEMA'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words, { maxLength: 40 }).map((list) => list.join(' ')),
        ),
        (text) => {
          const replay = new SchemaReplay();
          const source = new SourceText('a.sql', text);
          replaySql(replay, source);
          for (const { evidence, columns } of replay.tables('SQL', 'sql')) {
            for (const { line } of [...evidence, ...columns.map((column) => column.evidence)]) {
              assert.ok(line >= 1 && line <= source.lines.length);
            }
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  describe('takes a time that grows with the text alone:', () => {
    const repeated = (part: string, count: number): string => part.repeat(count);
    const texts: Readonly<Record<string, string>> = {
      'a dump of rows': `CREATE TABLE a (x int, y text);\n${repeated("INSERT INTO a VALUES (1, 'l''agent; CREATE TABLE b');\n", 45_000)}`,
      'one statement of many rows': `INSERT INTO \`a\` VALUES ${repeated("(1,'l\\'agent'),", 150_000)}(2,'x') ENGINE=x;`,
      'many tables': Array.from(
        { length: 20_000 },
        (_, index) => `CREATE TABLE t${String(index)} (id int PRIMARY KEY, nom text NOT NULL);\n`,
      ).join(''),
      'a table of many columns': `CREATE TABLE a (${repeated('x int NOT NULL REFERENCES b (c),\n', 40_000)}y int);`,
      'open parentheses': `CREATE TABLE a ${repeated('(', 500_000)}`,
      'open comments': repeated('/*', 500_000),
      'open dollars': repeated('$a$ ', 250_000),
      'open brackets': repeated('[a ', 250_000),
      quotes: repeated("'", 500_001),
      backslashes: `ENGINE=x '${repeated('\\', 500_001)}`,
      placeholders: repeated('${', 250_000),
      blocks: repeated('DO $$ ', 150_000),
      routines: repeated('CREATE FUNCTION f() AS ', 100_000),
      'uniques of one table': `CREATE TABLE a (x int);${repeated('ALTER TABLE a ADD UNIQUE (x);', 30_000)}`,
      renames: `CREATE TABLE a (x int);${repeated('ALTER TABLE a RENAME TO b;ALTER TABLE b RENAME TO a;', 30_000)}`,
      'a query': `CREATE VIEW a AS SELECT ${repeated('b.c AS d, ', 100_000)}e FROM f;`,
      'queries in one another': `CREATE VIEW a AS ${repeated('(SELECT ', 100_000)}`,
      'lines of GO': repeated('GO\n', 500_000),
    };
    for (const [what, text] of Object.entries(texts)) {
      it(what, () => {
        const start = performance.now();
        replayed(text);
        const spent = performance.now() - start;
        assert.ok(spent < 5000, `${spent.toFixed(0)} ms`);
      });
    }
  });
});
