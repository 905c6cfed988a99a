import assert from 'node:assert/strict';
import { mavenDependencies } from '../../../../src/survey/detectors/mavenDependencies';
import { dependencyLines, survivesAnyText } from '../dependencyLines';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

const lines = async (files: MemoryFiles): Promise<string[]> => dependencyLines(files, mavenDependencies);

const dependency = (id: string, more = ''): string => {
  const [group = '', artifact = ''] = id.split(':');
  return `<dependency><groupId>${group}</groupId>\n<artifactId>${artifact}</artifactId>${more}</dependency>`;
};

describe('the dependencies of Maven', () => {
  it('reads dependencies, with the versions of their properties, and no plugin nor exclusion', async () => {
    const text = [
      '<?xml version="1.0"?>',
      '<project xmlns="http://maven.apache.org/POM/4.0.0">',
      '<groupId>fr.exemple</groupId><artifactId>produit</artifactId><version>1.0</version>',
      '<properties>',
      '  <jackson.version>2.17.0</jackson.version>',
      '</properties>',
      '<!-- <dependency><groupId>x</groupId><artifactId>y</artifactId></dependency> -->',
      '<dependencies>',
      '  <dependency>',
      '    <groupId>com.fasterxml.jackson.core</groupId>',
      '    <artifactId>jackson-databind</artifactId>',
      '    <version>${jackson.version}</version>',
      '    <exclusions><exclusion><groupId>a</groupId><artifactId>b</artifactId></exclusion></exclusions>',
      '  </dependency>',
      '  <dependency>',
      '    <groupId>org.junit.jupiter</groupId>',
      '    <artifactId>',
      '      junit-jupiter',
      '    </artifactId>',
      '    <version>[5.10,6)</version>',
      '    <scope>test</scope>',
      '  </dependency>',
      '  <dependency><groupId>x</groupId><artifactId>inconnue</artifactId><version>${absente}</version></dependency>',
      '</dependencies>',
      '<build><plugins><plugin><groupId>p</groupId><artifactId>p</artifactId>',
      '<dependencies><dependency><groupId>q</groupId><artifactId>q</artifactId></dependency></dependencies></plugin></plugins></build>',
      '<profiles><profile><dependencies>',
      '<dependency><groupId>${project.groupId}</groupId><artifactId>ailleurs</artifactId><version>${project.version}</version></dependency>',
      '</dependencies></profile></profiles>',
      '</project>',
    ].join('\r\n');
    assert.deepEqual(await lines({ 'pom.xml': text }), [
      'pom.xml:11 com.fasterxml.jackson.core:jackson-databind 2.17.0 = 2.17.0 (pom.xml:5)',
      'pom.xml:18 org.junit.jupiter:junit-jupiter [5.10,6) dev',
      'pom.xml:23 x:inconnue',
      'pom.xml:28 fr.exemple:ailleurs 1.0 = 1.0',
    ]);
  });

  it('finds versions in the parents and in lists that are imported, and leaves out the repository’s own modules', async () => {
    assert.deepEqual(
      await lines({
        'pom.xml': [
          '<project><groupId>fr.x</groupId><artifactId>tout</artifactId><version>1</version>',
          '<modules><module>web</module></modules>',
          '<properties><v>4.5</v></properties>',
          '<dependencyManagement><dependencies>',
          dependency('a:b', '<version>${v}</version><scope>test</scope>'),
          dependency('fr.x:liste', '<version>1</version><type>pom</type><scope>import</scope>'),
          '</dependencies></dependencyManagement>',
          '</project>',
        ].join('\n'),
        'liste/pom.xml': `<project><groupId>fr.x</groupId><artifactId>liste</artifactId><dependencyManagement><dependencies>\n${dependency('c:d', '<version>7</version>')}</dependencies></dependencyManagement></project>`,
        'web/pom.xml': `<project><parent><groupId>fr.x</groupId><artifactId>tout</artifactId><version>1</version></parent><artifactId>web</artifactId><dependencies>\n${dependency('a:b')}\n${dependency('c:d')}\n${dependency('fr.x:coeur')}</dependencies></project>`,
        'coeur/pom.xml':
          '<project><parent><groupId>fr.x</groupId><artifactId>tout</artifactId></parent><artifactId>coeur</artifactId></project>',
      }),
      ['web/pom.xml:3 a:b 4.5 = 4.5 (pom.xml:3) dev', 'web/pom.xml:5 c:d 7 = 7 (liste/pom.xml:3)'],
    );
  });

  it('says the framework of a parent from elsewhere, whose version its artifacts have', async () => {
    assert.deepEqual(
      await lines({
        'pom.xml': `<project>\n<parent><groupId>org.springframework.boot</groupId>\n<artifactId>spring-boot-starter-parent</artifactId><version>3.3.1</version></parent>\n<artifactId>x</artifactId><dependencies>\n${dependency('org.springframework.boot:spring-boot-starter-web')}\n${dependency('org.postgresql:postgresql')}</dependencies></project>`,
      }),
      [
        'pom.xml:3 org.springframework.boot:spring-boot-starter-parent 3.3.1 = 3.3.1 [Spring Boot]',
        'pom.xml:6 org.springframework.boot:spring-boot-starter-web = 3.3.1 (pom.xml:3) [Spring Boot]',
        'pom.xml:8 org.postgresql:postgresql',
      ],
    );
  });

  it('leaves out models of projects, and notes what is broken', async () => {
    const { dependencies, notes } = await surveyFiles(
      {
        'src/it/essai/pom.xml': `<project><dependencies>${dependency('a:b')}</dependencies></project>`,
        'pom.xml': `<project><dependencies>${dependency('c:d')}</projet>`,
      },
      [mavenDependencies],
    );
    assert.deepEqual(
      dependencies.map(({ name }) => name),
      ['c:d'],
    );
    assert.deepEqual(notes, [{ path: 'pom.xml', line: 2, message: 'XML mal formé : lu en partie seulement' }]);
  });

  it('ends where properties or parents go round in circles', async () => {
    assert.deepEqual(
      await lines({
        'pom.xml': `<project><parent><groupId>g</groupId><artifactId>b</artifactId><relativePath>b</relativePath></parent><groupId>g</groupId><artifactId>a</artifactId><properties><x>\${y}</x><y>\${x}</y></properties><dependencies>\n${dependency('c:d', '<version>${x}</version>')}</dependencies></project>`,
        'b/pom.xml':
          '<project><parent><groupId>g</groupId><artifactId>a</artifactId></parent><groupId>g</groupId><artifactId>b</artifactId></project>',
      }),
      ['pom.xml:3 c:d'],
    );
  });

  it('survives any text', async function () {
    this.timeout(60_000);
    await survivesAnyText(
      mavenDependencies,
      ['pom.xml', 'x/pom.xml'],
      [
        '\n',
        '<project>',
        '</project>',
        '<dependencies>',
        '</dependencies>',
        '<dependency>',
        '</dependency>',
        '<groupId>g</groupId>',
        '<artifactId>a</artifactId>',
        '<version>${a}</version>',
        '<parent>',
        '</parent>',
        '<properties><a>${b}</a></properties>',
        '<dependencyManagement>',
        '&',
        '<!--',
        ']]>',
      ],
    );
  });
});
