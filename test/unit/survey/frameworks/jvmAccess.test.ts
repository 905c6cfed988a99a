import * as assert from 'node:assert/strict';
import { jaxRs } from '../../../../src/survey/frameworks/jaxRs';
import { springRoles } from '../../../../src/survey/frameworks/springRoles';
import { surveyFiles } from '../memoryTree';

describe('Access to resources', () => {
  it('is also what annotations of the product’s own require', async () => {
    const text = `package a;
import jakarta.ws.rs.*;
@Path("/bacs")
class Bacs {
  static final String LIRE = "BAC_LIRE";
  @GET @PermissionRequired({LIRE, "BAC_VOIR"}) void tous() {}
  @POST @RequiresRole("CHEF") void ouvrir() {}
  @DELETE @RoleMapper void fermer() {}
}
`;
    const { api } = await surveyFiles({ 'a/Bacs.java': text }, [jaxRs]);
    assert.deepEqual(
      api.map(({ method, access }) => [method, access]),
      [
        ['DELETE', undefined],
        ['GET', ['BAC_LIRE', 'BAC_VOIR']],
        ['POST', ['CHEF']],
      ],
    );
  });
});

describe('Constants of a class called as one role', () => {
  it('are roles where they say their own name, others say what the class is', async () => {
    const { roles } = await surveyFiles(
      {
        'a/Role.java':
          'package a;\nclass Role {\n  static final String KIND = "Role";\n  static final String VERSION = "v1alpha1";\n  static final String ROLE_CHEF = "chef";\n}\n',
        'a/Roles.java': 'package a;\nclass Roles {\n  static final String COMPTOIR = "agent";\n}\n',
      },
      [springRoles],
    );
    assert.deepEqual(
      roles.map(({ name }) => name),
      ['agent', 'chef'],
    );
  });
});
