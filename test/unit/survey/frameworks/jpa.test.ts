import * as assert from 'node:assert/strict';
import { jpa } from '../../../../src/survey/frameworks/jpa';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

const imports = 'import jakarta.persistence.*;\n';

async function tables(files: MemoryFiles): Promise<Record<string, string[]>> {
  const found = await surveyFiles(files, [jpa]);
  return Object.fromEntries(
    found.tables.map(({ name, columns }) => [
      name,
      columns.map((column) => [column.name, column.key, column.references].filter(Boolean).join(' ')),
    ]),
  );
}

describe('JPA’s tables', () => {
  it('bear the names that classes give where no Spring changes them', async () => {
    assert.deepEqual(
      await tables({
        'A.java': `${imports}@Entity class CompteUsager {\n  @Id long numeroInterne;\n  @ManyToOne CompteUsager parrain;\n}\n`,
      }),
      { CompteUsager: ['numeroInterne primary', 'parrain_numeroInterne foreign CompteUsager'] },
    );
  });

  it('are one for a whole family, or one a class', async () => {
    assert.deepEqual(
      await tables({
        'A.java': `${imports}@Entity class Acte {\n  @Id Long id;\n}\n@Entity class Mariage extends Acte {\n  String lieu;\n}\n`,
        'B.java': `${imports}@Entity @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)\nabstract class Bien {\n  @Id Long id;\n}\n@Entity class Terrain extends Bien {\n  int surface;\n}\n`,
      }),
      { Acte: ['id primary', 'lieu', 'DTYPE'], Terrain: ['id primary', 'surface'] },
    );
  });

  it('have the keys that several attributes or a class of its own make', async () => {
    assert.deepEqual(
      await tables({
        'A.java': `${imports}@Entity @IdClass(Cle.class) class Vote {\n  @Id Long scrutin;\n  @Id @ManyToOne Votant votant;\n}\nclass Cle {}\n@Entity class Votant {\n  @EmbeddedId Carte carte;\n}\n@Embeddable class Carte {\n  String commune;\n  int rang;\n}\n`,
      }),
      { Vote: ['scrutin primary', 'votant_commune primary Votant'], Votant: ['commune primary', 'rang primary'] },
    );
  });

  it('are said to be partial when a class above is missing, not when it is known', async () => {
    const { tables: found } = await surveyFiles(
      {
        'A.java': `${imports}import org.x.Socle;\n@Entity class A extends Socle {\n  @Id Long id;\n}\n`,
        'B.java': `${imports}import org.springframework.data.jpa.domain.AbstractPersistable;\n@Entity class B extends AbstractPersistable<Long> {\n  String nom;\n}\n`,
      },
      [jpa],
    );
    assert.deepEqual(
      found.map(({ name, partial, columns }) => [name, partial, columns.map((column) => column.name)]),
      [
        ['A', 'ce que Socle apporte, hors du dépôt, n’est pas lu', ['id']],
        ['B', undefined, ['id', 'nom']],
      ],
    );
  });

  it('leave out what is no entity of JPA’s, nor kept', async () => {
    assert.deepEqual(
      await tables({
        'Room.kt': 'import androidx.room.Entity\n@Entity class Cache(val id: Int)\n',
        'A.kt': `import jakarta.persistence.*\n@Entity\nclass Acte(\n    @field:Id val id: Int,\n    passager: String,\n    @get:Transient val calcul: Int,\n) {\n    val longueur: Int by lazy { 3 }\n    @Transient var cache: String = ""\n    lateinit var nom: String\n}\n`,
      }),
      { Acte: ['id primary', 'nom'] },
    );
  });

  it('don’t wait for a class that is above itself', async () => {
    const found = await tables({
      'A.java': `${imports}@Entity class A extends B {\n  @Id Long id;\n}\n@Entity class B extends A {}\n`,
    });
    assert.equal(Object.keys(found).length, 1);
  });

  it('bear the names that a strategy of Quarkus’s makes of them', async () => {
    assert.deepEqual(
      await tables({
        'src/main/java/A.java': `${imports}@Entity class CompteUsager {\n  @Id long numeroInterne;\n}\n`,
        'src/main/resources/application.properties':
          'quarkus.hibernate-orm.physical-naming-strategy=org.hibernate.boot.model.naming.CamelCaseToUnderscoresNamingStrategy\n',
      }),
      { compte_usager: ['numero_interne primary'] },
    );
  });
});
