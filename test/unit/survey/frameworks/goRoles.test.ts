import * as assert from 'node:assert/strict';
import { goRoles } from '../../../../src/survey/frameworks/goRoles';
import { surveyFiles } from '../memoryTree';

describe('Go’s roles', () => {
  it('are told by the first sentence of their own comment, above or beside them', async () => {
    const text = `package a

type Role string

const (
	// RoleChef tient la halle. ${'Il en a les clés, et celles des réserves. '.repeat(6)}
	// Il ferme le soir.
	RoleChef Role = "chef"
	RoleAgent Role = "agent" // sert au comptoir
	RoleAide  Role = "aide"
	RoleSans  Role = ""

	// Les suivants ne servent plus.

	RoleAncien Role = "ancien"
)
`;
    const { roles } = await surveyFiles({ 'a.go': text }, [goRoles]);
    assert.deepEqual(
      roles.map(({ name, label }) => [name, label]),
      [
        ['agent', 'sert au comptoir'],
        ['aide', undefined],
        ['ancien', undefined],
        ['chef', 'RoleChef tient la halle.'],
      ],
    );
  });
});
