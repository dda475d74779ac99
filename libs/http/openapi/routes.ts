import { type INestApplicationContext, RequestMethod } from '@nestjs/common';
import { HTTP_CODE_METADATA, METHOD_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { OWN_RECORD, PERMISSION, READS, type WriteAction, WRITES } from '../route.js';
import { optionalVersion, requiredVersion } from '../versions.js';
import { OPERATION, type OperationOptions, TAG, type TagOptions } from './operation.js';

/** One controller method, with everything that its decorators say. */
export interface Route {
  /** Controller and method, unique in the product. */
  key: string;
  /** The method's name: the operationId. */
  name: string;
  verb: string;
  /** Permission, `public` or `signed-in`; undefined only where somebody forgot it. */
  permission?: string;
  /** Whether patients may use it for their own record. */
  isForOwnRecord: boolean;
  /** What it shows of patients, where it shows anything. */
  reads?: string;
  writes?: WriteAction;
  operation?: OperationOptions;
  tag?: TagOptions;
  /** Status of a success. */
  status: number;
  ifMatch: 'none' | 'accepted' | 'required';
}

type Class = abstract new (...args: never[]) => object;

/** Every route of the product, in the order in which the controllers are registered. */
export function routesOf(app: INestApplicationContext): Route[] {
  const modules = app.get(ModulesContainer);
  const controllers = [...modules.values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => routesOfController(metatype as Class));
}

/** How a route is named where only its controller and method are known. */
export function routeKey(controller: string, method: string): string {
  return `${controller}#${method}`;
}

function routesOfController(controller: Class): Route[] {
  const prototype = controller.prototype as Record<string, object>;
  const names = new MetadataScanner().getAllMethodNames(prototype);
  return names.filter((name) => Reflect.hasMetadata(METHOD_METADATA, prototype[name]!)).map((name) => routeOf(controller, name));
}

function routeOf(controller: Class, name: string): Route {
  const handler = (controller.prototype as Record<string, object>)[name]!;
  const read = <T>(key: string): T | undefined => Reflect.getMetadata(key, handler) as T | undefined;
  const method = read<RequestMethod>(METHOD_METADATA) ?? RequestMethod.GET;
  return {
    key: routeKey(controller.name, name),
    name,
    verb: RequestMethod[method].toLowerCase(),
    permission: read<string>(PERMISSION),
    isForOwnRecord: read<boolean>(OWN_RECORD) ?? false,
    reads: read<string>(READS),
    writes: read<WriteAction>(WRITES),
    operation: read<OperationOptions>(OPERATION),
    tag: Reflect.getMetadata(TAG, controller) as TagOptions | undefined,
    status: read<number>(HTTP_CODE_METADATA) ?? (method === RequestMethod.POST ? 201 : 200),
    ifMatch: ifMatchOf(controller, name),
  };
}

function ifMatchOf(controller: Class, name: string): Route['ifMatch'] {
  const parameters = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<string, { factory?: unknown }>;
  const factories = Object.values(parameters).map(({ factory }) => factory);
  if (factories.includes(requiredVersion)) return 'required';
  return factories.includes(optionalVersion) ? 'accepted' : 'none';
}
