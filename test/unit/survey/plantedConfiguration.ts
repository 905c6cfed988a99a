import type { MemoryFiles } from './memoryTree';
import type { Planter } from './plantedRepository';

/** The files that set variables and say how the product runs. Each value is planted under the name of its place. */
export function plantedConfiguration({ plain, inAddress, shared }: Planter): MemoryFiles {
  return {
    '.env': `SMTP_PASSWORD=${plain('.env')}\nCOULEUR='${plain('.env, entre guillemets')}'\nexport SENTRY_DSN=https://${inAddress('.env, adresse')}@sentry.incubateur.net/2\nCLE="ligne un\nSUITE_CLE=${plain('.env, plusieurs lignes')}\nfin"\nNOM_COMPLET=${plain('.env, commentaire')} # le mot\nMOT_COURANT=production\nVERSION_NODE=20\n`,
    '.env.production': `MESSAGE_ACCUEIL="${shared.sentence}"\nMOT_DE_RAPPEL=${shared.words}\nASTREINTE=${shared.telephone}\nADMINISTRATEUR=${shared.address}\nDB_PASSWORD=${shared.password}\n`,
    '.env.sample': `MAILGUN_API_KEY=${plain('.env.sample')}\n#FACULTATIVE=${plain('.env.sample, en commentaire')}\n`,
    'env.d/commun.dist': `REDIS_URL=redis://:${inAddress('env.d')}@redis.interne.fr:6379\n`,
    'docker-compose.yml': `x-commun: &commun
  COMMUNE: ${plain('compose, ancre')}
services:
  db:
    image: postgres:15
    command: postgres -c password=${plain('compose, commande')}
    environment:
      POSTGRES_PASSWORD: ${plain('compose, environment')}
    healthcheck:
      test: ["CMD", "pg_isready", "--password", "${plain('compose, healthcheck')}"]
  web:
    build:
      context: .
      args:
        ARGUMENT: ${plain('compose, args')}
    command: ["node", "serveur.js", "--jeton", "${plain('compose, commande en liste')}"]
    labels:
      - traefik.basicauth=admin:${plain('compose, label')}
    environment:
      - SESSION_SECRET=${plain('compose, liste')}
      - AVEC_DEFAUT=\${AVEC_DEFAUT:-${plain('compose, défaut')}}
    ports:
      - '8080:80'
`,
    Dockerfile: `ARG BASE=node:20-alpine
FROM \${BASE}
ARG NPM_TOKEN=${plain('Dockerfile, ARG')}
ENV API_SECRET=${plain('Dockerfile, ENV')} MODE=production
ENV ANCIEN ${plain('Dockerfile, ENV sans égal')}
RUN curl -u robot:${plain('Dockerfile, RUN')} https://interne.fr/paquet && MOT=${plain('Dockerfile, RUN, variable')} ./installe
LABEL contact="${plain('Dockerfile, LABEL')}"
HEALTHCHECK CMD curl --header "X-Cle: ${plain('Dockerfile, HEALTHCHECK')}" http://localhost
EXPOSE 3000
CMD ["node", "serveur.js", "--secret=${plain('Dockerfile, CMD')}"]
`,
    Procfile: `web: PORT=3000 SECRET_COURT=${plain('Procfile, variable')} node serveur.js --api-key=${plain('Procfile, option')}
worker: env file=${inAddress('Procfile, env')} bundle exec sidekiq
redis: redis-server --requirepass ${plain('Procfile, requirepass')} --port 6379
appel: curl 'https://interne.fr/crochet?jeton=${inAddress('Procfile, requête')}&format=json'
base: mysqldump -u app -p${inAddress('Procfile, mysql')} produit
java: java -Dspring.datasource.password=${inAddress('Procfile, propriété')} -jar app.jar
partage: ./appelle ${shared.words} ${shared.telephone} ${shared.address} ${shared.password} "${shared.sentence}" production
entete: curl -H "X-Api-Key: ${plain('Procfile, en-tête')}" https://interne.fr
helm: helm upgrade produit --set base.motDePasse=${inAddress('Procfile, helm')}
compte: wget --user robot --http-password ${inAddress('Procfile, wget')} https://interne.fr
`,
    'cron.json': `{ "jobs": [{ "command": "0 3 * * * JETON=${plain('cron.json')} ./purge ${shared.words}", "size": "M" }] }\n`,
    'deploy/crontab': `MAILTO=${plain('crontab, variable')}\n0 4 * * * CLE=${inAddress('crontab, commande')} ./sauvegarde --token ${inAddress('crontab, option')}\n5 4 * * * ./relance ${shared.telephone} && PGPASSWORD='${plain('crontab, guillemets')}' pg_dump\n`,
    'deploy/produit.service': `[Service]\nEnvironment=SECRET=${plain('systemd, Environment')}\nExecStart=/usr/bin/node serveur.js --password ${inAddress('systemd, ExecStart')}\n`,
    'app.json': `{ "env": { "APP_SECRET": { "value": "${plain('app.json')}" } }, "addons": ["heroku-redis:mini"], "website": "https://equipe:${inAddress('app.json, adresse')}@produit.beta.gouv.fr" }\n`,
    'scalingo.json': `{ "env": { "SCALINGO_SECRET": { "value": "${plain('scalingo.json')}" }, "SCALINGO_MOT": "${plain('scalingo.json, court')}" }, "scripts": { "postdeploy": "CLE=${plain('scalingo.json, script')} rake db:migrate" } }\n`,
    Makefile: `JETON_MAKE = ${plain('Makefile, variable')}\n.PHONY: deploie\ndeploie: export MOT=${plain('Makefile, export')}\ndeploie:\n\tcurl -H "Authorization: Basic ${plain('Makefile, recette')}" https://interne.fr\n`,
    'Taskfile.yml': `version: '3'\nenv:\n  TASK_SECRET: ${plain('Taskfile, env')}\ntasks:\n  envoie:\n    cmds:\n      - ./envoie ${plain('Taskfile, commande')}\n`,
    'bin/setup': `#!/bin/sh\nexport SETUP_SECRET=${plain('bin/setup')}\n`,
    '.github/workflows/ci.yml': `name: Vérifie ${shared.words}
on:
  push:
  schedule:
    - cron: '0 5 * * 1'
env:
  CI_MOT: ${plain('GitHub, env')}
jobs:
  essais:
    strategy:
      matrix:
        jeton: [${plain('GitHub, matrice')}]
        node: [18, 20]
    runs-on: ubuntu-latest
    environment: recette
    services:
      postgres:
        image: postgres:14
        env:
          POSTGRES_PASSWORD: ${plain('GitHub, service')}
    steps:
      - uses: actions/setup-node@v4
        with:
          node-version: 20
          token: ${plain('GitHub, with')}
      - name: Essaie
        run: SECRET=${plain('GitHub, run')} npm test
        env:
          ETAPE_SECRET: ${plain('GitHub, étape')}
      - run: curl -X POST https://hooks.slack.com/services/${inAddress('GitHub, Slack')}
`,
    '.gitlab-ci.yml': `stages: [essais]
variables:
  GITLAB_MOT: ${plain('GitLab, variables')}
  DETAILLEE:
    value: ${plain('GitLab, valeur détaillée')}
    description: ${plain('GitLab, description')}
essais:
  stage: essais
  image: ruby:3.2
  variables:
    TACHE_MOT: ${plain('GitLab, tâche')}
  environment:
    name: recette
    url: https://equipe:${inAddress('GitLab, environnement')}@recette.produit.incubateur.net
  script:
    - export CLE=${plain('GitLab, script')}
    - scalingo --app produit deploy --token ${plain('GitLab, option')}
`,
    '.travis.yml': `language: ruby\nrvm: 3.1\nenv:\n  global:\n    - TRAVIS_MOT=${plain('Travis, global')}\n    - secure: ${plain('Travis, secure')}\nscript: rake --motdepasse ${plain('Travis, script')}\n`,
    '.circleci/config.yml': `version: 2.1\njobs:\n  build:\n    docker:\n      - image: cimg/python:3.11\n        auth:\n          username: robot\n          password: ${plain('CircleCI, image')}\n        environment:\n          CIRCLE_MOT: ${plain('CircleCI, environment')}\n    steps:\n      - run: ./essais ${plain('CircleCI, run')}\nworkflows:\n  tous:\n    jobs: [build]\n`,
    '.drone.yml': `kind: pipeline\nname: essais\nsteps:\n  - name: essais\n    image: golang:1.21\n    environment:\n      DRONE_MOT: ${plain('Drone')}\n    commands:\n      - ./essais ${plain('Drone, commande')}\n`,
    Jenkinsfile: `pipeline {\n  agent any\n  environment {\n    JENKINS_MOT = '${plain('Jenkins, environment')}'\n  }\n  stages {\n    stage('Essais') {\n      steps { sh 'JETON=${plain('Jenkins, sh')} make' }\n    }\n  }\n}\n`,
    'k8s/config.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: reglages\ndata:\n  K8S_MOT: ${plain('ConfigMap')}\n  fichier.properties: |\n    mot.de.passe=${plain('ConfigMap, fichier')}\n---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: coffre\nstringData:\n  K8S_SECRET: ${plain('Secret, stringData')}\ndata:\n  K8S_BINAIRE: ${Buffer.from(plain('Secret, data')).toString('base64')}\n---\napiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata:\n  name: scelle\nspec:\n  encryptedData:\n    K8S_SCELLE: ${plain('SealedSecret')}\n`,
    'k8s/deploiement.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          image: ghcr.io/equipe/produit:1.2.3
          args: ['--mot', '${plain('Kubernetes, args')}']
          command: ['sh', '-c', 'CLE=${plain('Kubernetes, command')} node .']
          env:
            - name: DEPLOIEMENT_MOT
              value: ${plain('Kubernetes, env')}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: entree
  annotations:
    nginx.ingress.kubernetes.io/configuration-snippet: 'set $cle "${plain('Ingress, annotation')}";'
spec:
  rules:
    - host: produit.beta.gouv.fr
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: purge
spec:
  schedule: '0 6 * * *'
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - name: purge
              args: ['${plain('CronJob, args')}']
`,
    'helm/values.yaml': `image:\n  repository: ghcr.io/equipe/produit\nenv:\n  HELM_MOT: ${plain('Helm, env')}\nauth:\n  password: ${plain('Helm, password')}\nenvVars:\n  - name: HELM_LISTE\n    value: ${plain('Helm, liste')}\n`,
    'infra/main.tf': `provider "scaleway" {\n  secret_key = "${plain('Terraform, fournisseur')}"\n}\nvariable "mot" {\n  default = "${plain('Terraform, variable')}"\n}\nresource "scaleway_container" "web" {\n  environment_variables = { TF_MOT = "${plain('Terraform, environnement')}" }\n}\n`,
    'infra/terraform.tfvars': `mot = "${plain('tfvars')}"\n`,
    'config/database.yml': `production:\n  adapter: postgresql\n  password: ${plain('database.yml')}\n  url: postgres://app:${inAddress('database.yml, adresse')}@base.interne.fr/app\n`,
    'config/settings.py': `SECRET_KEY = "${plain('settings.py')}"\nDATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "PASSWORD": os.environ.get("DJANGO_DB", "${plain('settings.py, défaut')}")}}\n# TODO changer ${plain('settings.py, TODO')}\nALLOWED_HOSTS = ["produit.beta.gouv.fr"]\n`,
    'config/schedule.rb': `every 1.day, at: '4:30 am' do\n  command "JETON=${plain('schedule.rb')} ./nuit ${shared.words}"\nend\n`,
    'src/main/resources/application.yml': `spring:\n  datasource:\n    url: jdbc:postgresql://base/app?password=${inAddress('application.yml, adresse')}\n    password: \${JAVA_DB:${plain('application.yml, défaut')}}\n`,
    'src/serveur.js': `const jeton = process.env.JS_JETON || '${plain('JavaScript, défaut')}';\n// TODO enlever ${plain('JavaScript, TODO')}\nconst mot = process.env['JS_MOT'] ?? "${plain('JavaScript, crochets')}";\nconst port = process.env.PORT || 3000;\n`,
    'src/appel.rb': `jeton = ENV.fetch("RUBY_JETON", "${plain('Ruby, défaut')}")\nautre = ENV["RUBY_MOT"] || "${plain('Ruby, ou')}"\n`,
    'src/page.php': `<?php\n$jeton = getenv('PHP_JETON') ?: '${plain('PHP, défaut')}';\ndefine('MOT', '${plain('PHP, define')}');\n`,
    'src/outil.go': `package main\n\nimport "os"\n\nfunc main() {\n\tos.Setenv("GO_MOT", "${plain('Go, Setenv')}")\n\t_ = os.Getenv("GO_JETON")\n}\n`,
  };
}
