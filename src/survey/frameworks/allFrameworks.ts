// Written by esbuild.config.mjs from the files of this folder.
import type { Framework } from './framework';
import { adonis } from './adonis';
import { aiohttp } from './aiohttp';
import { alembic } from './alembic';
import { apiPlatform } from './apiPlatform';
import { beego } from './beego';
import { chi } from './chi';
import { dbMigrate } from './dbMigrate';
import { djangoRoles } from './djangoRoles';
import { djangoRoutes } from './djangoRoutes';
import { djangoTables } from './djangoTables';
import { doctrine } from './doctrine';
import { doctrineEntities } from './doctrineEntities';
import { drizzle } from './drizzle';
import { echo } from './echo';
import { ent } from './ent';
import { express } from './express';
import { fastapi } from './fastapi';
import { fastify } from './fastify';
import { fiber } from './fiber';
import { flask } from './flask';
import { gin } from './gin';
import { goRoles } from './goRoles';
import { goSql } from './goSql';
import { gorillaMux } from './gorillaMux';
import { gorm } from './gorm';
import { grape } from './grape';
import { graphQl } from './graphQl';
import { grpc } from './grpc';
import { hapi } from './hapi';
import { hono } from './hono';
import { httpRouter } from './httpRouter';
import { jaxRs } from './jaxRs';
import { jpa } from './jpa';
import { knex } from './knex';
import { koa } from './koa';
import { koaSmart } from './koaSmart';
import { ktor } from './ktor';
import { kysely } from './kysely';
import { laravelMigrations } from './laravelMigrations';
import { laravelRoutes } from './laravelRoutes';
import { liquibase } from './liquibase';
import { micronaut } from './micronaut';
import { mikroOrm } from './mikroOrm';
import { mongoDb } from './mongoDb';
import { mongoengine } from './mongoengine';
import { mongoid } from './mongoid';
import { mongoose } from './mongoose';
import { nest } from './nest';
import { netHttp } from './netHttp';
import { next } from './next';
import { nodePgMigrate } from './nodePgMigrate';
import { nodeRoles } from './nodeRoles';
import { nodeWebhooks } from './nodeWebhooks';
import { nuxt } from './nuxt';
import { openApi } from './openApi';
import { ownGoRoutes } from './ownGoRoutes';
import { phinx } from './phinx';
import { phpRoles } from './phpRoles';
import { phpWebhooks } from './phpWebhooks';
import { prisma } from './prisma';
import { pyramid } from './pyramid';
import { pythonRoles } from './pythonRoles';
import { pythonSql } from './pythonSql';
import { pythonWebhooks } from './pythonWebhooks';
import { railsRoutes } from './railsRoutes';
import { railsSchema } from './railsSchema';
import { remix } from './remix';
import { rubyRoles } from './rubyRoles';
import { sequel } from './sequel';
import { sequelize } from './sequelize';
import { sinatra } from './sinatra';
import { slim } from './slim';
import { springDataJdbc } from './springDataJdbc';
import { springMongo } from './springMongo';
import { springRoles } from './springRoles';
import { springRoutes } from './springRoutes';
import { sqlFiles } from './sqlFiles';
import { sqlMigrations } from './sqlMigrations';
import { sqlalchemy } from './sqlalchemy';
import { strapi } from './strapi';
import { svelteKit } from './svelteKit';
import { symfonyRoutes } from './symfonyRoutes';
import { trpc } from './trpc';
import { tsRest } from './tsRest';
import { tsoa } from './tsoa';
import { typeorm } from './typeorm';
import { xorm } from './xorm';
export const allFrameworks: readonly Framework[] = [
  adonis,
  aiohttp,
  alembic,
  apiPlatform,
  beego,
  chi,
  dbMigrate,
  djangoRoles,
  djangoRoutes,
  djangoTables,
  doctrine,
  doctrineEntities,
  drizzle,
  echo,
  ent,
  express,
  fastapi,
  fastify,
  fiber,
  flask,
  gin,
  goRoles,
  goSql,
  gorillaMux,
  gorm,
  grape,
  graphQl,
  grpc,
  hapi,
  hono,
  httpRouter,
  jaxRs,
  jpa,
  knex,
  koa,
  koaSmart,
  ktor,
  kysely,
  laravelMigrations,
  laravelRoutes,
  liquibase,
  micronaut,
  mikroOrm,
  mongoDb,
  mongoengine,
  mongoid,
  mongoose,
  nest,
  netHttp,
  next,
  nodePgMigrate,
  nodeRoles,
  nodeWebhooks,
  nuxt,
  openApi,
  ownGoRoutes,
  phinx,
  phpRoles,
  phpWebhooks,
  prisma,
  pyramid,
  pythonRoles,
  pythonSql,
  pythonWebhooks,
  railsRoutes,
  railsSchema,
  remix,
  rubyRoles,
  sequel,
  sequelize,
  sinatra,
  slim,
  springDataJdbc,
  springMongo,
  springRoles,
  springRoutes,
  sqlFiles,
  sqlMigrations,
  sqlalchemy,
  strapi,
  svelteKit,
  symfonyRoutes,
  trpc,
  tsRest,
  tsoa,
  typeorm,
  xorm,
];
