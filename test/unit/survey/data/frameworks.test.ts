import * as assert from 'node:assert/strict';
import { frameworkOf } from '../../../../src/survey/data/frameworks';

describe('The table of frameworks', () => {
  it('knows each ecosystem’s by the names its registry takes for the same', () => {
    assert.equal(frameworkOf('npm', '@nestjs/core'), 'NestJS');
    assert.equal(frameworkOf('pypi', 'Django'), 'Django');
    assert.equal(frameworkOf('pypi', 'Django_Ninja'), 'Django Ninja');
    assert.equal(frameworkOf('rubygems', 'rails'), 'Ruby on Rails');
    assert.equal(frameworkOf('packagist', 'Symfony/Framework-Bundle'), 'Symfony');
    assert.equal(frameworkOf('go', 'github.com/labstack/echo/v4'), 'Echo');
    assert.equal(frameworkOf('cargo', 'actix-web'), 'Actix');
    assert.equal(frameworkOf('nuget', 'Microsoft.AspNetCore.OpenApi'), 'ASP.NET Core');
  });

  it('knows families of packages by their beginning, the more precise first', () => {
    assert.equal(frameworkOf('maven', 'org.springframework.boot:spring-boot-starter-web'), 'Spring Boot');
    assert.equal(frameworkOf('maven', 'org.springframework:spring-core'), 'Spring');
    assert.equal(frameworkOf('maven', 'org.springframework.kafka:spring-kafka'), undefined);
    assert.equal(frameworkOf('nuget', 'Microsoft.EntityFrameworkCore.SqlServer'), 'Entity Framework Core');
  });

  it('knows nothing of the others, nor of what objects inherit', () => {
    assert.equal(frameworkOf('npm', 'lodash'), undefined);
    assert.equal(frameworkOf('npm', 'rails'), undefined);
    assert.equal(frameworkOf('npm', 'constructor'), undefined);
    assert.equal(frameworkOf('npm', '__proto__'), undefined);
  });
});
