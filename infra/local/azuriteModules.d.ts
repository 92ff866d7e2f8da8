/** The parts of Azurite that infra/local/azurite.ts starts; the package has no types for them. */
declare module 'azurite/dist/src/*Configuration.js' {
  type Configuration = new () => object;
  const module: Configuration | { default: Configuration };
  export = module;
}
declare module 'azurite/dist/src/*Server.js' {
  type Server = new (configuration: object) => never;
  const module: Server | { default: Server };
  export = module;
}
