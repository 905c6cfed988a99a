import type { Repository } from '../../repository';
import { SpringProperties } from '../jvm/springProperties';

/** How an object's names become those of the database. */
export interface Naming {
  /** @param name as the class writes it, or as an annotation gives it */
  of(name: string): string;
}

const asWritten: Naming = { of: (name) => name.replace(/["`[\]]/g, '') };

/** What Spring gives to Hibernate: words apart, in lower case, even in names that annotations give. */
const snakeCase: Naming = {
  of: (name) =>
    asWritten
      .of(name)
      .replaceAll('.', '_')
      .replace(/(?<=[\p{Ll}\d])(?=\p{Lu}[\p{Ll}\d])/gu, '_')
      .toLowerCase(),
};

/** The naming of a repository's products: Spring's where Spring Boot runs Hibernate and isn't told otherwise. */
export async function namingOf(repository: Repository): Promise<Naming> {
  let isSpringBoot = false;
  for (const { path, isTest } of repository.named(/^(?:pom\.xml|build\.gradle(?:\.kts)?|libs\.versions\.toml)$/)) {
    const text = isTest ? '' : ((await repository.text(path))?.text ?? '');
    isSpringBoot ||= /spring-?boot/i.test(text);
    if (/\beclipselink\b/i.test(text)) {
      return asWritten;
    }
  }
  const properties = await SpringProperties.of(repository);
  const told = properties
    .all(
      'spring.jpa.hibernate.naming.physical-strategy',
      'spring.jpa.properties.hibernate.physical_naming_strategy',
      'quarkus.hibernate-orm.physical-naming-strategy',
      'jpa.default.properties.hibernate.physical_naming_strategy',
      'hibernate.physical_naming_strategy',
    )
    .map((value) => value.slice(value.lastIndexOf('.') + 1));
  if (told.some((name) => /^(?:CamelCaseToUnderscores|Spring(?:Physical)?|SnakeCase)\w*$/.test(name))) {
    return snakeCase;
  }
  return isSpringBoot && !told.includes('PhysicalNamingStrategyStandardImpl') ? snakeCase : asWritten;
}
