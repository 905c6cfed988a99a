/** Queries of syntax trees are bundled as text: see the loader in esbuild.config.mjs. */
declare module '*.scm' {
  const text: string;
  export default text;
}
