const labels: Readonly<Record<string, string>> = {
  node: 'Node.js',
  python: 'Python',
  ruby: 'Ruby',
  php: 'PHP',
  java: 'Java',
  go: 'Go',
  dotnet: '.NET',
  rust: 'Rust',
  deno: 'Deno',
  bun: 'Bun',
  elixir: 'Elixir',
};

/** A runtime's name as people write it. @param name as in the inventory: `node` */
export function runtimeLabel(name: string): string {
  return labels[name] ?? name;
}
