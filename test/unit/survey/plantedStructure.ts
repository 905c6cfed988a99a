import type { MemoryFiles } from './memoryTree';
import { plantedRequests, plantedSpecifications } from './plantedInterfaces';
import type { Planter } from './plantedRepository';

/** The files that say how data, API and rights are made, with data in them. Each value is planted under its place's name. */
export function plantedStructure(planter: Planter): MemoryFiles {
  return {
    ...plantedRequests(planter),
    ...plantedSpecifications(planter),
    ...plantedData(planter),
    ...plantedMigrations(planter),
    ...plantedCode(planter),
    ...plantedDocuments(planter),
    ...plantedEmails(planter),
  };
}

function plantedData({ plain }: Planter): MemoryFiles {
  return {
    'sauvegardes/base.dump.sql': `CREATE TABLE usagers (id integer, nom text DEFAULT '${plain('dump, défaut')}', mot_de_passe text);
COMMENT ON COLUMN usagers.mot_de_passe IS 'mot de passe : ${plain('dump, commentaire')}';
COPY public.usagers (id, nom, mot_de_passe) FROM stdin;
1\t${plain('dump, COPY')}\t${plain('dump, COPY, mot de passe')}
\\.
INSERT INTO usagers VALUES (2, '${plain('dump, INSERT')}', '${plain('dump, INSERT, mot de passe')}');
`,
    'donnees/usagers.csv': `nom;telephone;mot_de_passe\n${plain('CSV, nom')};${plain('CSV, téléphone')};${plain('CSV, mot de passe')}\n`,
    'donnees/agents.json': `[{ "nom": "${plain('JSON, nom')}", "mot_de_passe": "${plain('JSON, mot de passe')}" }]\n`,
    'donnees/agents.yml': `- nom: ${plain('YAML, nom')}\n  mot_de_passe: ${plain('YAML, mot de passe')}\n`,
    'db/seeds.rb': `Usager.create!(nom: "${plain('seeds.rb, nom')}", password: "${plain('seeds.rb, mot de passe')}", role: "${plain('seeds.rb, rôle')}")\n`,
    'prisma/seed.ts': `const jeton = '${plain('seed.ts, variable')}';\nawait prisma.usager.create({ data: { nom: '${plain('seed.ts, nom')}', motDePasse: '${plain('seed.ts, mot de passe')}' } });\n`,
    'database/seeders/UsagerSeeder.php': `<?php\nclass UsagerSeeder extends Seeder {\n  public function run() { User::create(['name' => '${plain('seeder, nom')}', 'password' => Hash::make('${plain('seeder, mot de passe')}')]); }\n}\n`,
    'fixtures/usagers.json': `[{ "model": "app.usager", "fields": { "nom": "${plain('fixture Django')}" } }]\n`,
  };
}

function plantedMigrations({ plain }: Planter): MemoryFiles {
  return {
    'migrations/V1__usagers.sql': `CREATE TABLE agents (id serial PRIMARY KEY, nom varchar(50) DEFAULT '${plain('migration SQL, défaut')}', role text CHECK (role IN ('admin', 'agent')));
INSERT INTO agents (nom) VALUES ('${plain('migration SQL, INSERT')}');
UPDATE agents SET nom = '${plain('migration SQL, UPDATE')}';
CREATE ROLE lecteur LOGIN PASSWORD '${plain('migration SQL, rôle')}';
ALTER USER lecteur WITH PASSWORD '${plain('migration SQL, ALTER USER')}';
GRANT SELECT ON agents TO lecteur;
`,
    'db/schema.rb': `ActiveRecord::Schema[7.1].define(version: 2024_01_01_000000) do
  create_table "dossiers", comment: "mot de passe : ${plain('schema.rb, commentaire')}" do |t|
    t.string "etat", default: "${plain('schema.rb, défaut')}", null: false
  end
end
`,
    'db/migrate/20240101000000_cree_notes.rb': `class CreeNotes < ActiveRecord::Migration[7.1]
  def change
    create_table :notes do |t|
      t.string :texte, default: "${plain('migration Rails, défaut')}"
    end
    execute "INSERT INTO notes (texte) VALUES ('${plain('migration Rails, execute')}')"
  end
end
`,
    'produit/apps.py': 'from django.apps import AppConfig\n\nclass ProduitConfig(AppConfig):\n    name = "produit"\n',
    'produit/migrations/__init__.py': '',
    'produit/migrations/0001_initial.py': `from django.db import migrations, models

class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel(name="Demande", fields=[
            ("id", models.AutoField(primary_key=True)),
            ("etat", models.CharField(max_length=20, default="${plain('migration Django, défaut')}", help_text="mot de passe : ${plain('migration Django, aide')}")),
        ]),
        migrations.RunSQL("INSERT INTO produit_demande (etat) VALUES ('${plain('migration Django, RunSQL')}')"),
    ]
`,
    'produit/models.py': `from django.db import models

class Demande(models.Model):
    etat = models.CharField("mot de passe : ${plain('modèle Django, nom')}", max_length=20, default="${plain('modèle Django, défaut')}")
`,
    'alembic/versions/0001_a.py': `import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

def upgrade():
    op.create_table("pieces", sa.Column("id", sa.Integer()), sa.Column("nom", sa.String(), server_default="${plain('alembic, défaut')}"))
    op.execute("INSERT INTO pieces (nom) VALUES ('${plain('alembic, execute')}')")
`,
    'database/migrations/2024_01_01_000000_create_avis_table.php': `<?php
use Illuminate\\Database\\Migrations\\Migration;
return new class extends Migration {
  public function up() {
    Schema::create('avis', function (Blueprint $table) {
      $table->id();
      $table->string('texte')->default('${plain('migration Laravel, défaut')}')->comment('mot de passe : ${plain('migration Laravel, commentaire')}');
    });
    DB::table('avis')->insert(['texte' => '${plain('migration Laravel, insert')}']);
  }
};
`,
    'db/changelog/changelog.xml': `<databaseChangeLog><changeSet id="1" author="a"><createTable tableName="lots"><column name="nom" type="varchar" defaultValue="${plain('Liquibase, défaut').replaceAll('&', '&amp;')}"/></createTable><insert tableName="lots"><column name="nom" value="${plain('Liquibase, insert').replaceAll('&', '&amp;')}"/></insert></changeSet></databaseChangeLog>\n`,
  };
}

function plantedCode({ plain, inAddress, token }: Planter): MemoryFiles {
  return {
    'src/routes.js': `const express = require('express');
const app = express();
app.get('/crochet/${token('Express, chemin')}', (req, res) => res.json({ cle: '${plain('Express, réponse')}' }));
app.post('/webhooks/paiement', verifie('${plain('Express, middleware')}'), (req, res) => res.end());
app.use(session({ secret: '${plain('Express, session')}' }));
const roles = { admin: '${plain('Node, rôle')}' };
fetch('https://api.exemple.fr/v1?cle=${inAddress('fetch, requête')}', { headers: { Authorization: 'Bearer ${plain('fetch, en-tête')}' } });
`,
    'src/api/vues.py': `from fastapi import FastAPI, Header

app = FastAPI()

@app.get("/recherche/{mot}", summary="mot de passe : ${plain('FastAPI, résumé')}", tags=["${plain('FastAPI, étiquette')}"])
def recherche(mot: str, cle: str = Header(default="${plain('FastAPI, défaut')}")):
    """Cherche. Le mot de passe est ${plain('FastAPI, docstring')}"""
    return mot
`,
    'config/routes.rb': `Rails.application.routes.draw do
  resources :dossiers
  post "/crochets/${token('routes.rb, chemin')}", to: "crochets#recoit", defaults: { cle: "${plain('routes.rb, défaut')}" }
  get "/statut", to: "statut#voit", constraints: { jeton: "${plain('routes.rb, contrainte')}" }
end
`,
    'app/models/usager.rb': `class Usager < ApplicationRecord
  enum role: { agent: 0, admin: 1 }
  MOT_DE_PASSE = "${plain('modèle Rails, constante')}"
  attribute :etat, :string, default: "${plain('modèle Rails, défaut')}"
end
`,
    'src/main/java/fr/produit/UsagerController.java': `package fr.produit;

@RestController
@RequestMapping("/java/usagers")
public class UsagerController {
  @Value("\${jeton:${plain('Spring, défaut')}}")
  String jeton;

  @GetMapping(value = "/{id}", headers = "X-Cle=${plain('Spring, en-tête')}", params = "cle=${plain('Spring, paramètre')}")
  @PreAuthorize("hasRole('ADMIN') and #cle == '${plain('Spring, PreAuthorize')}'")
  @Operation(summary = "Rend un usager", description = "mot de passe : ${plain('Spring, description')}")
  public Usager rend() { return null; }
}
`,
    'src/main/java/fr/produit/Usager.java': `package fr.produit;

@Entity
@Table(name = "usagers_java")
public class Usager {
  @Id Long id;
  @Column(columnDefinition = "varchar(20) default '${plain('JPA, défaut')}'")
  String etat = "${plain('JPA, valeur')}";
}
`,
    'routes/api.php': `<?php
Route::get('/php/dossiers/{id}', [DossierController::class, 'show'])->defaults('cle', '${plain('Laravel, défaut')}');
Route::post('/php/crochets/${token('Laravel, chemin')}', fn () => '${plain('Laravel, réponse')}');
`,
    'config/packages/security.yaml': `security:
  providers:
    memoire:
      memory:
        users:
          robot: { password: '${plain('Symfony, mot de passe')}', roles: ['ROLE_ADMIN'] }
  role_hierarchy:
    ROLE_ADMIN: ROLE_AGENT
  access_control:
    - { path: ^/admin, roles: ROLE_ADMIN, ips: ['${plain('Symfony, adresse')}'] }
`,
    'main.go': `package main

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

func main() {
	r := gin.Default()
	r.GET("/go/dossiers/:id", gin.BasicAuth(gin.Accounts{"robot": "${plain('Gin, compte')}"}), func(c *gin.Context) {
		c.String(http.StatusOK, "${plain('Gin, réponse')}")
	})
}
`,
    'src/roles.ts': `export enum Role {\n  ADMIN = 'admin',\n  AGENT = 'agent',\n}\nexport const motsDePasse = { [Role.ADMIN]: '${plain('TypeScript, rôle')}' };\nexport const cle = process.env.TS_CLE ?? '${plain('TypeScript, repli')}';\n`,
    'src/repli.py': `import os\n\nCLE = os.getenv("PY_CLE", "${plain('Python, repli')}")\nJETON = os.environ.get("PY_JETON") or "${plain('Python, ou')}"\n`,
  };
}

function plantedDocuments({ plain, inAddress }: Planter): MemoryFiles {
  return {
    'docs/installation.md': `# Installation

Attention : ne jamais lancer la purge en production, le mot de passe est ${plain('document, danger')}.

Nous avons choisi PostgreSQL ; le mot de passe : ${plain('document, choix')}.

La branche \`main\` est déployée avec le jeton ${plain('document, branche')} sur le serveur.

Le serveur tourne sur la machine de production, mdp : ${plain('document, machine')}.

Compte de démonstration : demo@exemple.fr / ${inAddress('document, compte')}1!

\`\`\`sh
curl -u robot:${inAddress('document, commande')} https://produit.beta.gouv.fr
PGPASSWORD=${inAddress('document, variable')} psql
\`\`\`
`,
  };
}

function plantedEmails({ plain, shared }: Planter): MemoryFiles {
  return {
    'src/courriels.js': `const nodemailer = require('nodemailer');
courrier.sendMail({ to: usager.email, subject: 'Accès, mot de passe : ${plain('courriel, objet')}', text: '${plain('courriel, texte')}' });
courrier.sendMail({ to: '${plain('courriel, destinataire')}', subject: \`Appelez \${qui}\`, html: '<p>${plain('courriel, page')}</p>' });
courrier.sendMail({ to: usager.email, subject: 'Rappel de ${shared.address} au ${shared.telephone}, code ${shared.password}' });
`,
  };
}
