import assert from 'node:assert/strict';
import { nugetDependencies } from '../../../../src/survey/detectors/nugetDependencies';
import { dependencyLines, survivesAnyText } from '../dependencyLines';
import type { MemoryFiles } from '../memoryTree';

const lines = async (files: MemoryFiles): Promise<string[]> => dependencyLines(files, nugetDependencies);

describe('the dependencies of .NET', () => {
  it('reads the packages of a project, however their versions are written', async () => {
    const text = [
      '\uFEFF<Project Sdk="Microsoft.NET.Sdk.Web">',
      '  <PropertyGroup><EfVersion>8.0.1</EfVersion></PropertyGroup>',
      '  <ItemGroup>',
      '    <PackageReference Include="Dapper" Version="2.1.*" />',
      '    <PackageReference',
      '      Include="Npgsql"',
      '      Version="8.0.3" />',
      '    <PackageReference Include="Microsoft.EntityFrameworkCore">',
      '      <Version>$(EfVersion)</Version>',
      '    </PackageReference>',
      '    <PackageReference Include="Analyseur" Version="[1.0.0]"><PrivateAssets>all</PrivateAssets></PackageReference>',
      '    <PackageReference Update="Dapper" Version="9" />',
      '    <!-- <PackageReference Include="Commente" Version="1" /> -->',
      '    <ProjectReference Include="../Commun/Commun.csproj" />',
      '  </ItemGroup>',
      '</Project>',
    ].join('\r\n');
    assert.deepEqual(await lines({ 'src/Web/Web.csproj': text }), [
      'src/Web/Web.csproj:4 Dapper 2.1.* [Dapper]',
      'src/Web/Web.csproj:6 Npgsql 8.0.3 = 8.0.3',
      'src/Web/Web.csproj:8 Microsoft.EntityFrameworkCore 8.0.1 = 8.0.1 [Entity Framework Core]',
      'src/Web/Web.csproj:11 Analyseur [1.0.0] = 1.0.0 dev exact',
    ]);
  });

  it('takes versions that stand above, and those of the lock', async () => {
    assert.deepEqual(
      await lines({
        'Directory.Packages.props':
          '<Project><PropertyGroup><V>3.1.0</V></PropertyGroup><ItemGroup>\n<PackageVersion Include="Serilog" Version="$(V)" />\n<GlobalPackageReference Include="Mesure" Version="1.0" />\n</ItemGroup></Project>',
        'App/App.fsproj':
          '<Project><ItemGroup>\n<PackageReference Include="serilog" />\n<PackageReference Include="Giraffe" VersionOverride="6.0" />\n</ItemGroup></Project>',
        'App/packages.lock.json':
          '{"version": 1, "dependencies": {"net8.0": {\n"Giraffe": {"type": "Direct",\n"resolved": "6.4.0"}}}}',
        'App.Tests/App.Tests.csproj':
          '<Project><ItemGroup>\n<PackageReference Include="xunit" Version="2.9" />\n</ItemGroup></Project>',
      }),
      [
        'App.Tests/App.Tests.csproj:2 xunit 2.9 = 2.9 dev',
        'App/App.fsproj:2 serilog 3.1.0 = 3.1.0 (Directory.Packages.props:2)',
        'App/App.fsproj:3 Giraffe 6.0 = 6.4.0 (App/packages.lock.json:2) [Giraffe]',
        'Directory.Packages.props:3 Mesure 1.0 = 1.0 dev',
      ],
    );
  });

  it('reads packages.config', async () => {
    assert.deepEqual(
      await lines({
        'packages.config':
          '<packages>\n<package id="EntityFramework" version="6.4.4" targetFramework="net48" />\n<package id="Outil" version="1.0" developmentDependency="true" />\n</packages>',
      }),
      ['packages.config:2 EntityFramework 6.4.4 = 6.4.4 [Entity Framework]', 'packages.config:3 Outil 1.0 = 1.0 dev'],
    );
  });

  it('survives any text', async function () {
    this.timeout(60_000);
    await survivesAnyText(
      nugetDependencies,
      ['a.csproj', 'Directory.Packages.props', 'packages.config', 'packages.lock.json'],
      [
        '\n',
        '<Project>',
        '</Project>',
        '<ItemGroup>',
        '</ItemGroup>',
        '<PackageReference Include="A" Version="$(V)" />',
        '<PackageVersion Include="A" Version="1" />',
        '<PropertyGroup><V>$(V)</V></PropertyGroup>',
        '<packages>',
        '<package id="a" version="1"/>',
        '"',
        '{"dependencies":{"x":{"A":{"resolved":"1"}}}}',
      ],
    );
  });
});
