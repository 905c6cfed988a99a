import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { sqlalchemy } from '../../../../src/survey/frameworks/sqlalchemy';
import { surveyFiles, type MemoryFiles } from '../memoryTree';
import { structureText } from '../structureText';

async function found(files: MemoryFiles): Promise<string[]> {
  return structureText(await surveyFiles(files, [sqlalchemy]))
    .split('\n')
    .filter((line) => line !== '');
}

const header = 'from sqlalchemy import Column, ForeignKey, Integer, String\nfrom .base import Base\n';

describe('SQLAlchemy’s tables', () => {
  it('are named by the base when it says how', async () => {
    const base = `from sqlalchemy.orm import as_declarative, declared_attr

@as_declarative()
class Base:
    @declared_attr
    def __tablename__(cls) -> str:
        return f"app_{cls.__name__.lower()}"
`;
    const models = `${header}
class Usager(Base):
    id = Column(Integer, primary_key=True)
`;
    assert.deepEqual(await found({ 'app/base.py': base, 'app/usagers.py': models.replaceAll('\n', '\r\n') }), [
      'tables',
      '  app_usager | SQLAlchemy | models | app/usagers.py:4',
      '    id | Integer | not null | primary | app/usagers.py:5',
    ]);
  });

  it('take the columns of mixins, those that a function makes, and say which ones another package gives', async () => {
    const files = {
      'app/base.py': 'from sqlalchemy.orm import declarative_base\nBase = declarative_base()\n',
      'app/outils.py': `from sqlalchemy import Column, Enum

def colonne_enum(kind, **options):
    return Column(Enum(kind), **options)

class Horodate:
    cree_le = Column("created", String, comment="créé le")
`,
      'app/usagers.py': `${header}from fastapi_users.db import SQLAlchemyBaseUserTableUUID
from .outils import Horodate, colonne_enum

class Usager(SQLAlchemyBaseUserTableUUID, Horodate, Base):
    __tablename__ = "usager"
    genre = colonne_enum(Genre, nullable=False)
`,
    };
    assert.deepEqual(await found(files), [
      'tables',
      '  usager | SQLAlchemy | models | partial: colonnes héritées d’un paquet, non lues : SQLAlchemyBaseUserTableUUID | app/usagers.py:7',
      '    created | String | null | « créé le » | app/outils.py:7',
      '    genre | Enum | not null | app/usagers.py:8',
    ]);
  });

  it('of a class made from another one are its own, or add columns to the same', async () => {
    const models = `${header}
class Personne(Base):
    __tablename__ = "personne"
    id = Column(Integer, primary_key=True)

class Agent(Personne):
    __tablename__ = "agent"
    id = Column(ForeignKey("personne.id"), primary_key=True)

class Visiteur(Personne):
    badge = Column(String(9))
`;
    assert.deepEqual(await found({ 'app/personnes.py': models }), [
      'tables',
      '  agent | SQLAlchemy | models | app/personnes.py:9',
      '    id | not null | primary | -> personne | app/personnes.py:10',
      '  personne | SQLAlchemy | models | app/personnes.py:5',
      '    id | Integer | not null | primary | app/personnes.py:6',
      '    badge | String(9) | null | app/personnes.py:13',
    ]);
  });

  it('aren’t tables on a screen, schemas of an API, nor classes whose name is computed', async () => {
    const files = {
      'app/ecran.py':
        'from rich.table import Table, Column\nt = Table("Titre", Column("id"))\nu = Table("x", metadata)\n',
      'app/schemas.py': 'from sqlmodel import SQLModel\nclass UsagerLu(SQLModel):\n    nom: str\n',
      'app/modele.py': `${header}class A(Base):\n    __tablename__ = settings.TABLE\n    id = Column(Integer, primary_key=True)\n`,
    };
    assert.deepEqual(await found(files), [
      'notes',
      '  app/modele.py:4 | tables | nom de table calculé (__tablename__), table non lue',
    ]);
  });

  it('take no time on hostile code', async () => {
    const chain = Array.from(
      { length: 3000 },
      (_, index) => `class C${index + 1}(C${index}, C${Math.max(0, index - 1)}):\n  f${index} = Column(Integer)\n`,
    );
    const start = performance.now();
    await surveyFiles(
      {
        'a.py': `${header}class C0(Base):\n  a = Column(Integer)\n${chain.join('')}`,
        'b.py': `${header}x = Mapped${'['.repeat(50_000)}`,
        'c.py': `${header}class A(A, A):\n  __tablename__ = "a"\n  x: Mapped[${'Optional['.repeat(500)}int${']'.repeat(500)}]\n`,
      },
      [sqlalchemy],
    );
    assert.ok(performance.now() - start < 15_000);
  });

  it('never throw, whatever stands in the files', async () => {
    const words = [
      'class A(Base):',
      '\n',
      '    ',
      '__tablename__ = "a"',
      'x: Mapped[',
      'int | None',
      ']',
      '= mapped_column(',
      ')',
      'Column("x", String)',
      'y = Column(',
      'Table("t", m, Column("z"))',
      '__table_args__ = ',
      '{"schema": "s"}',
      ',',
      'Annotated[int, mapped_column()]',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 6 })), { maxLength: 30 }),
        async (parts) => {
          const { notes } = await surveyFiles({ 'models/a.py': `${header}class A(Base):\n    ${parts.join(' ')}` }, [
            sqlalchemy,
          ]);
          assert.deepEqual(
            notes.filter(({ message }) => message.startsWith('lecture interrompue')),
            [],
          );
        },
      ),
      { numRuns: 100 },
    );
  });
});
