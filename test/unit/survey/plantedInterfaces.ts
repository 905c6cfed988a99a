import type { MemoryFiles } from './memoryTree';
import type { Planter } from './plantedRepository';

/** Requests that people kept, and answers that tests did. */
export function plantedRequests({ plain, inAddress }: Planter): MemoryFiles {
  const postman = {
    info: { name: 'Produit', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: plain('Postman, auth') }] },
    variable: [{ key: 'jeton', value: plain('Postman, variable') }],
    item: [
      {
        name: 'Créer un dossier',
        request: {
          method: 'POST',
          header: [{ key: 'X-Cle', value: plain('Postman, en-tête') }],
          body: { mode: 'raw', raw: JSON.stringify({ motDePasse: plain('Postman, corps') }) },
          url: {
            raw: `https://produit.beta.gouv.fr/api/dossiers?cle=${inAddress('Postman, requête')}`,
            path: ['api', 'dossiers'],
            query: [{ key: 'cle', value: plain('Postman, requête détaillée') }],
          },
        },
        response: [{ name: 'Créé', code: 201, body: JSON.stringify({ accessToken: plain('Postman, réponse') }) }],
      },
    ],
  };
  return {
    'requetes/dossiers.http': `@hote = https://produit.beta.gouv.fr
@jeton = ${plain('.http, variable')}

### Crée un dossier
POST {{hote}}/api/dossiers?cle=${inAddress('.http, requête')}
Authorization: Bearer ${plain('.http, Authorization')}
Cookie: session=${inAddress('.http, Cookie')}
X-Api-Key: ${plain('.http, en-tête')}
Content-Type: application/json

{ "cle_api": "${plain('.http, corps, clé')}", "password": "${plain('.http, corps, mot de passe')}" }

### Se connecte
GET https://equipe:${inAddress('.http, adresse')}@produit.beta.gouv.fr/api/session
`,
    'requetes/dossiers.rest': `POST https://produit.beta.gouv.fr/api/session\nContent-Type: application/x-www-form-urlencoded\n\nlogin=jeanne&password=${inAddress('.rest, formulaire')}\n`,
    'requetes/produit.postman_collection.json': `${JSON.stringify(postman, undefined, 2)}\n`,
    'requetes/produit.postman_environment.json': `${JSON.stringify({ name: 'recette', values: [{ key: 'cle', value: plain('Postman, environnement'), enabled: true }] })}\n`,
    'bruno/bruno.json': '{ "version": "1", "name": "Produit", "type": "collection" }\n',
    'bruno/dossiers.bru': `meta {
  name: Dossiers
  type: http
  seq: 1
}

post {
  url: https://produit.beta.gouv.fr/api/dossiers?cle=${inAddress('Bruno, requête')}
  body: json
  auth: basic
}

headers {
  X-Cle: ${plain('Bruno, en-tête')}
}

auth:basic {
  username: robot
  password: ${plain('Bruno, auth')}
}

body:json {
  { "motDePasse": "${plain('Bruno, corps')}" }
}
`,
    'bruno/environments/recette.bru': `vars {\n  jeton: ${plain('Bruno, variable')}\n}\n`,
    'test/api/__snapshots__/dossiers.test.js.snap': `// Jest Snapshot v1, https://goo.gl/fbAQLP\n\nexports[\`GET /api/dossiers rend les dossiers 1\`] = \`\n{\n  "mdp": "${plain('Jest, instantané, mot de passe')}",\n  "token": "${plain('Jest, instantané, jeton')}",\n}\n\`;\n`,
    'spec/cassettes/dossiers.yml': `http_interactions:\n- request:\n    method: get\n    uri: https://produit.beta.gouv.fr/api/dossiers?cle=${inAddress('cassette, requête')}\n    headers:\n      Authorization:\n      - Bearer ${plain('cassette, Authorization')}\n  response:\n    body:\n      string: '{"jeton":"${plain('cassette, réponse')}"}'\n`,
  };
}

/** What specifications and schemas say of an interface, with examples and defaults. */
export function plantedSpecifications({ plain, inAddress }: Planter): MemoryFiles {
  return {
    'openapi.yaml': `openapi: 3.0.0
info:
  title: Produit
  version: 1.0.0
servers:
  - url: https://equipe:${inAddress('OpenAPI, serveur')}@produit.beta.gouv.fr/api
paths:
  /usagers:
    post:
      summary: Crée un usager
      parameters:
        - name: cle
          in: query
          schema: { type: string, default: "${plain('OpenAPI, défaut')}" }
          example: "${plain('OpenAPI, paramètre')}"
      requestBody:
        content:
          application/json:
            example: { motDePasse: "${plain('OpenAPI, corps')}" }
            schema:
              type: object
              properties:
                motDePasse: { type: string, example: "${plain('OpenAPI, propriété')}" }
      responses:
        '200':
          description: Créé
          content:
            application/json:
              examples:
                usager: { value: { secret: "${plain('OpenAPI, réponse')}" } }
components:
  schemas:
    Usager:
      type: object
      example: { jeton: "${plain('OpenAPI, schéma')}" }
      properties:
        nom: { type: string, default: "${plain('OpenAPI, schéma, défaut')}" }
  securitySchemes:
    cle: { type: apiKey, in: header, name: X-Cle, description: "mot de passe : ${plain('OpenAPI, sécurité')}" }
`,
    'swagger/swagger.json': `${JSON.stringify({ swagger: '2.0', info: { title: 'Produit', version: '1' }, paths: { '/agents': { get: { summary: 'Liste les agents', 'x-example': plain('Swagger, exemple'), responses: { 200: { description: 'ok', examples: { 'application/json': { jeton: plain('Swagger, réponse') } } } } } } } })}\n`,
    'src/schema.graphql': `type Usager {
  "Son nom"
  nom: String
  telephone(format: String = "${plain('GraphQL, défaut')}"): String @deprecated(reason: "mot de passe : ${plain('GraphQL, raison')}")
}
type Query {
  """
  Rend un usager. Jeton: ${plain('GraphQL, description')}
  """
  usager(id: ID!, cle: String = "${plain('GraphQL, argument')}"): Usager
}
`,
    'prisma/schema.prisma': `datasource db {
  provider = "postgresql"
  url      = "postgresql://app:${inAddress('Prisma, adresse')}@base.interne.fr/app"
}

model Usager {
  id    Int    @id
  nom   String @default("${plain('Prisma, défaut')}")
  role  String @default("${plain('Prisma, rôle')}")
}
`,
  };
}
