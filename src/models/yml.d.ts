/** YAML files are bundled as text: see the loader in esbuild.config.mjs. */
declare module '*.yml' {
  const text: string;
  export default text;
}
