/** Hover is the documentation: every public name says what it is. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript-5.9";
import { describe, expect, it } from "vitest";

const source = fileURLToPath(new URL("../src/", import.meta.url));
const entries = [
  `${source}index.ts`,
  ...readdirSync(`${source}entries`)
    .filter((file) => !file.endsWith(".test.ts"))
    .map((file) => `${source}entries/${file}`),
];
const program = ts.createProgram(entries, {
  ...{ module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, noEmit: true },
  ...{ target: ts.ScriptTarget.ES2023, lib: ["lib.es2023.d.ts"], types: [], strict: true },
  allowImportingTsExtensions: true,
  paths: { "#platform": [`${source}platform/platform.ts`] },
});
const checker = program.getTypeChecker();

/** Every public symbol, by the entry point that exports it first. */
const symbols = new Map<ts.Symbol, string>();
for (const entry of entries) {
  const file = program.getSourceFile(entry)!;
  for (const exported of checker.getExportsOfModule(checker.getSymbolAtLocation(file)!)) {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    if (!symbols.has(symbol)) symbols.set(symbol, `${exported.name} (${entry.slice(source.length)})`);
  }
}

/** Whether a function's signature is that of its body, behind the overloads that its users see. */
function isOverloaded(node: ts.Node): boolean {
  if (!(ts.isMethodDeclaration(node) || ts.isFunctionDeclaration(node)) || node.body === undefined) return false;
  const symbol = node.name === undefined ? undefined : checker.getSymbolAtLocation(node.name);
  return (symbol?.declarations?.length ?? 1) > 1;
}

function isPrivate(node: ts.HasModifiers): boolean {
  const isHashed = "name" in node && node.name !== undefined && ts.isPrivateIdentifier(node.name as ts.Node);
  return isHashed || (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword);
}

describe("the public names", () => {
  it("are found", () => {
    expect(symbols.size).toBeGreaterThan(300);
  });

  it("each have a sentence of documentation", () => {
    const bare = [...symbols].filter(([symbol]) => symbol.getDocumentationComment(checker).length === 0);
    expect(bare.map(([, name]) => name)).toEqual([]);
  });

  it("name only public types in their signatures", () => {
    const hidden = new Set<string>();
    const look = (node: ts.Node): void => {
      // What a function does inside, and what a class keeps to itself, is nobody's business.
      if (ts.isBlock(node) || (ts.canHaveModifiers(node) && isPrivate(node)) || isOverloaded(node)) return;
      if (ts.isTypeReferenceNode(node) || ts.isTypeQueryNode(node) || ts.isExpressionWithTypeArguments(node)) {
        const name = ts.isTypeReferenceNode(node)
          ? node.typeName
          : ts.isTypeQueryNode(node)
            ? node.exprName
            : node.expression;
        let symbol = checker.getSymbolAtLocation(name);
        if (symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
        const [declaration] = symbol?.declarations ?? [];
        const isOurs = declaration?.getSourceFile().fileName.startsWith(source) ?? false;
        if (isOurs && !ts.isTypeParameterDeclaration(declaration!) && !symbols.has(symbol!)) hidden.add(symbol!.name);
      }
      ts.forEachChild(node, look);
    };
    for (const [symbol] of symbols) for (const declaration of symbol.declarations ?? []) look(declaration);
    // The one declares what JavaScript will have itself; the other is the key of a door that is not for users.
    expect([...hidden].sort()).toEqual(["Disposable", "alreadyChecked"]);
  });

  it("say of each parameter that is documented a name that it has", () => {
    const wrong: string[] = [];
    for (const [symbol, name] of symbols)
      for (const declaration of symbol.declarations ?? []) {
        if (!ts.isFunctionDeclaration(declaration)) continue;
        const parameters = declaration.parameters.map(({ name }) => name.getText());
        for (const tag of ts.getJSDocTags(declaration).filter(ts.isJSDocParameterTag)) {
          const [first] = tag.name.getText().split(".");
          if (!parameters.some((text) => text === first || text.startsWith("{"))) wrong.push(`${name}: ${first}`);
        }
      }
    expect(wrong).toEqual([]);
  });
});
