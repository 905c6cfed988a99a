import assert from 'node:assert/strict';
import { gradleDependencies } from '../../../../src/survey/detectors/gradleDependencies';
import { dependencyLines, survivesAnyText } from '../dependencyLines';
import type { MemoryFiles } from '../memoryTree';

const lines = async (files: MemoryFiles): Promise<string[]> => dependencyLines(files, gradleDependencies);

describe('the dependencies of Gradle', () => {
  it('reads Groovy, in every notation', async () => {
    const text = [
      'plugins {',
      "    id 'org.springframework.boot' version '3.3.1'",
      "    id 'io.spring.dependency-management' version '1.1.5'",
      '}',
      'ext {',
      "    jjwtVersion = '0.12'",
      "    versions = [junit: '5.10', autre: '1']",
      '}',
      'def pgVersion = "42.7.3"',
      'dependencies {',
      "    implementation 'org.springframework.boot:spring-boot-starter-web'",
      '    implementation "io.jsonwebtoken:jjwt-api:${jjwtVersion}"',
      '    runtimeOnly("org.postgresql:postgresql:$pgVersion") {',
      "        exclude group: 'a', module: 'b'",
      '    }',
      "    implementation group: 'com.google.guava', name: 'guava', version: '33.0-jre'",
      "    implementation 'g:a:1.0', 'g:b:2.+'",
      "    // implementation 'commentee:x:1'",
      "    /* implementation 'commentee:y:1' */",
      "    implementation project(':commun')",
      "    implementation files('libs/x.jar')",
      "    testImplementation 'org.junit.jupiter:junit-jupiter:' + versions.junit",
      "    implementation 'org.ehcache:ehcache::jakarta'",
      '    if (prod) {',
      "        implementation 'g:c:${absente}'",
      '    }',
      "    constraints { implementation 'g:d:9' }",
      "    implementation 'g:d'",
      '}',
      "task x { doLast { println 'un:deux:trois' } }",
    ].join('\r\n');
    assert.deepEqual(await lines({ 'build.gradle': text }), [
      'build.gradle:2 org.springframework.boot 3.3.1 = 3.3.1 [Spring Boot]',
      'build.gradle:11 org.springframework.boot:spring-boot-starter-web = 3.3.1 (build.gradle:2) [Spring Boot]',
      'build.gradle:12 io.jsonwebtoken:jjwt-api 0.12 = 0.12',
      'build.gradle:13 org.postgresql:postgresql 42.7.3 = 42.7.3',
      'build.gradle:16 com.google.guava:guava 33.0-jre = 33.0-jre',
      'build.gradle:17 g:a 1.0 = 1.0',
      'build.gradle:17 g:b 2.+',
      'build.gradle:22 org.junit.jupiter:junit-jupiter 5.10 = 5.10 dev',
      'build.gradle:23 org.ehcache:ehcache',
      'build.gradle:25 g:c',
      'build.gradle:28 g:d 9 = 9 (build.gradle:27)',
    ]);
  });

  it('reads Kotlin, and the catalogue it refers to', async () => {
    assert.deepEqual(
      await lines({
        'app/build.gradle.kts': [
          'plugins {',
          '    alias(libs.plugins.spring.boot)',
          '}',
          'val ktor by extra("2.3.0")',
          'dependencies {',
          '    implementation(platform(libs.la.bom))',
          '    implementation(libs.bundles.web)',
          '    api("io.ktor:ktor-client:$ktor")',
          '    implementation("g:quoted:${property("v")}")',
          '    kapt(group = "g", name = "n", version = "1")',
          '    "integrationTestImplementation"("g:it:${libs.versions.un.get()}")',
          '    implementation(kotlin("stdlib"))',
          '    implementation(projects.core.commun)',
          '    add("ksp", libs.seul)',
          '    testImplementation(libs.inconnue)',
          '}',
          'kotlin { sourceSets { val commonTest by getting { dependencies { implementation("g:t:1") } } } }',
        ].join('\n'),
        'gradle.properties': 'v=8.8\n',
        'gradle/libs.versions.toml': [
          '[versions]',
          'un = "1.1"',
          'deux = { strictly = "2.2" }',
          '[libraries]',
          'la-bom = { module = "g:bom", version.ref = "deux" }',
          'a_b = { group = "g", name = "ab", version.ref = "un" }',
          'seul = "g:seul:3.3"',
          'sans = { module = "g:sans" }',
          '[bundles]',
          'web = ["a-b", "sans"]',
          '[plugins]',
          'spring-boot = { id = "org.springframework.boot", version = "3.3.0" }',
        ].join('\n'),
      }),
      [
        'app/build.gradle.kts:2,gradle/libs.versions.toml:12 org.springframework.boot 3.3.0 = 3.3.0 (gradle/libs.versions.toml:12) [Spring Boot]',
        'app/build.gradle.kts:6,gradle/libs.versions.toml:5 g:bom 2.2 = 2.2 (gradle/libs.versions.toml:3)',
        'app/build.gradle.kts:7,gradle/libs.versions.toml:6 g:ab 1.1 = 1.1 (gradle/libs.versions.toml:2)',
        'app/build.gradle.kts:7,gradle/libs.versions.toml:8 g:sans',
        'app/build.gradle.kts:8 io.ktor:ktor-client 2.3.0 = 2.3.0 [Ktor]',
        'app/build.gradle.kts:9 g:quoted 8.8 = 8.8',
        'app/build.gradle.kts:10 g:n 1 = 1',
        'app/build.gradle.kts:11 g:it 1.1 = 1.1 dev',
        'app/build.gradle.kts:12 org.jetbrains.kotlin:kotlin-stdlib',
        'app/build.gradle.kts:14,gradle/libs.versions.toml:7 g:seul 3.3 = 3.3 (gradle/libs.versions.toml:7)',
        'app/build.gradle.kts:17 g:t 1 = 1 dev',
      ],
    );
  });

  it('takes versions from the build’s root, its constants and the lock', async () => {
    assert.deepEqual(
      await lines({
        'build.gradle':
          "buildscript { ext { r = '1.5' }\n dependencies { classpath 'g:plugin:1'\n classpath \"io.quarkus:quarkus-gradle-plugin:3.8\" } }\nsubprojects { dependencies { implementation 'g:partout:1' } }\n",
        'web/build.gradle':
          'dependencies {\n implementation "g:a:$rootProject.ext.r"\n implementation Libs.retrofit\n implementation "g:b"\n}\n',
        'web/gradle.lockfile': '# comment\ng:b:4.4=runtimeClasspath\nempty=\n',
        'buildSrc/build.gradle': "dependencies { implementation 'g:outil:1' }",
        'buildSrc/src/main/kotlin/Libs.kt':
          'object Libs {\n  const val retrofit = "com.squareup.retrofit2:retrofit:2.11"\n}\n',
        'settings.gradle': "dependencies { implementation 'g:non:1' }",
      }),
      [
        'build.gradle:3 io.quarkus:quarkus-gradle-plugin 3.8 = 3.8 [Quarkus]',
        'build.gradle:4 g:partout 1 = 1',
        'buildSrc/build.gradle:1 g:outil 1 = 1 dev',
        'web/build.gradle:2 g:a 1.5 = 1.5',
        'web/build.gradle:3 com.squareup.retrofit2:retrofit 2.11 = 2.11',
        'web/build.gradle:4 g:b = 4.4 (web/gradle.lockfile:2)',
      ],
    );
  });

  it('survives any text', async function () {
    this.timeout(60_000);
    await survivesAnyText(
      gradleDependencies,
      ['build.gradle', 'app/build.gradle.kts', 'gradle/libs.versions.toml', 'gradle.properties'],
      [
        '\n',
        'dependencies {',
        '}',
        'implementation ',
        "'g:a:1'",
        '"g:b:${',
        '$x',
        '"',
        "'",
        '(',
        ')',
        '[',
        ']',
        'libs.a',
        'def x = ',
        'x=$x\n',
        '[libraries]\n',
        'a = "g:a:1"\n',
        'plugins {',
        'id("org.springframework.boot") version ',
        '//',
        '/*',
        '${"',
      ],
    );
  });
});
