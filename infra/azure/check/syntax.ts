import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Language, Parser, type Node } from 'web-tree-sitter';

const grammarFile = 'tree-sitter-bicep/tree-sitter-bicep.wasm';

/** Newer than the grammar. As a comment of the same length it keeps positions right. */
const extensionLine = /^extension (?=\w+$)/m;

/** Says where a Bicep file is not written by the language's grammar: `line:column what`. Finds nothing else. */
export async function findSyntaxErrors(file: string): Promise<string[]> {
  await Parser.init();
  const parser = new Parser();
  try {
    parser.setLanguage(await Language.load(createRequire(import.meta.url).resolve(grammarFile)));
    const tree = parser.parse((await readFile(file, 'utf8')).replace(extensionLine, '//        '));
    if (!tree) throw new Error(`${file} was not parsed`);
    return faultsIn(tree.rootNode);
  } finally {
    parser.delete();
  }
}

function faultsIn(node: Node): string[] {
  if (!node.hasError) return [];
  const { row, column } = node.startPosition;
  const position = `${String(row + 1)}:${String(column + 1)}`;
  if (node.isMissing) return [`${position} ${node.type} is missing`];
  const below = node.children.flatMap((child) => faultsIn(child));
  if (below.length > 0 || !node.isError) return below;
  return [`${position} unexpected "${node.text.split('\n')[0]?.slice(0, 40) ?? ''}"`];
}
