/** The library's reference, read from its declarations: what a user's compiler sees, with the words above it. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import MarkdownIt from "markdown-it";
import ts from "typescript";
import type { Entry, Name } from "../src/pages/reference.ts";
import { linkChapters, writtenChapters } from "./chapter-links.ts";

const library = fileURLToPath(new URL("../../nndl/", import.meta.url));
const markdown = new MarkdownIt();
linkChapters(markdown, undefined, writtenChapters());
const link = /\{@link (\w+)([.#]\w+)?\s*\}/g;

/** All entry points of the built library, the root first, each with its names in order. */
export function readReference(root = library): Entry[] {
  const manifest = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as {
    exports: Record<string, string | { readonly types: string }>;
  };
  const files = Object.entries(manifest.exports).flatMap(([path, target]) =>
    typeof target === "string" ? [] : [{ path, file: `${root}${target.types.replace("./", "")}` }],
  );
  const program = ts.createProgram(
    files.map(({ file }) => file),
    {
      ...{ module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, noEmit: true },
      ...{ target: ts.ScriptTarget.ES2023, lib: ["lib.es2023.d.ts"], types: [], strict: true, skipLibCheck: true },
    },
  );
  const checker = program.getTypeChecker();
  const homes = new Map<string, string>();
  const entries = files.map(({ path, file }) => {
    const source = program.getSourceFile(file);
    const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
    if (source === undefined || module === undefined) throw new Error(`${file} is missing: run npm run build first`);
    const id = path === "." ? "nndl" : path.slice(2);
    const symbols = checker.getExportsOfModule(module).map((symbol) => ({
      name: symbol.name,
      symbol: symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
    }));
    for (const { name } of symbols) if (!homes.has(name)) homes.set(name, id);
    return { id, about: aboutOf(source), symbols };
  });
  const read = new Reader(checker, homes);
  return entries.map(({ id, about, symbols }) => ({
    id,
    title: id === "nndl" ? "nndl" : `nndl/${id}`,
    about: read.prose(about),
    names: symbols
      .map(({ name, symbol }) => read.name(name, symbol))
      .sort((a, b) => Number(a.isType) - Number(b.isType) || (a.name < b.name ? -1 : 1)),
  }));
}

/** The comment that a file begins with. */
function aboutOf(source: ts.SourceFile): string {
  const [first] = /\/\*\*[\s\S]*?\*\//.exec(source.text) ?? [""];
  return first.replace(/^\/\*\*|\*\/$/g, "").replace(/^ *\* ?/gm, "");
}

class Reader {
  readonly #checker: ts.TypeChecker;
  /** Of each public name the page that it stands on. */
  readonly #homes: ReadonlyMap<string, string>;

  constructor(checker: ts.TypeChecker, homes: ReadonlyMap<string, string>) {
    this.#checker = checker;
    this.#homes = homes;
  }

  name(name: string, symbol: ts.Symbol): Name {
    const tags = symbol.getJsDocTags(this.#checker);
    const texts = (tag: string) => tags.filter((each) => each.name === tag).map(({ text }) => plain(text));
    return {
      name,
      isType: (symbol.flags & ts.SymbolFlags.Value) === 0,
      code: this.#code((symbol.declarations ?? []).map(declarationOf).join("\n"), name),
      about: this.prose(plain(symbol.getDocumentationComment(this.#checker))),
      parameters: texts("param").map((text) => {
        const [, parameter = "", rest = ""] = /^(\S+)\s*(?:- )?([\s\S]*)$/.exec(text) ?? [];
        return { name: parameter, about: this.#inline(rest) };
      }),
      throws: texts("throws").map((text) => this.#inline(text)),
      examples: texts("example").map((text) => text.trim()),
      see: texts("see").map((text) => this.#inline(text)),
    };
  }

  prose(text: string): string {
    return markdown.render(this.#linked(text));
  }

  #inline(text: string): string {
    return markdown.renderInline(this.#linked(text));
  }

  /** `{@link Name}` as a link, where the name is public, and else as code. */
  #linked(text: string): string {
    return text.replace(link, (_, name: string, member = "") => {
      const home = this.#homes.get(name);
      return home === undefined ? `\`${name}${member}\`` : `[\`${name}${member}\`](~/api/${home}/#${name})`;
    });
  }

  /** A declaration as HTML: comments muted, other public types linked to where they are explained. */
  #code(text: string, own: string): string {
    return text
      .split(/(\/\*[\s\S]*?\*\/|\/\/.*|"(?:[^"\\]|\\.)*")/)
      .map((piece, i) => {
        if (i % 2 === 1) return piece.startsWith('"') ? escaped(piece) : `<i>${escaped(uncommented(piece))}</i>`;
        return escaped(piece).replace(/\b[A-Z]\w*\b/g, (name) => {
          const home = this.#homes.get(name);
          return home === undefined || name === own ? name : `<a href="~/api/${home}/#${name}">${name}</a>`;
        });
      })
      .join("");
  }
}

/** A declaration without what is said around it, and without what is private. */
function declarationOf(declaration: ts.Declaration): string {
  const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  const kept = ts.isSourceFile(statement) ? "" : statement.getText();
  return kept
    .replace(/^export (declare )?/, "")
    .replace(/^ *(#private|private [^\n]*);\n/gm, "")
    .replace(/\bimport\("[^"]*"\)\./g, "")
    .replace(/^ {4}/gm, "  ")
    .replace(/^ {2} {4}/gm, "    ");
}

/** A comment of a member, with names instead of links. */
function uncommented(comment: string): string {
  return comment.replace(link, "$1$2");
}

function plain(parts: readonly ts.SymbolDisplayPart[] | undefined): string {
  return (parts ?? []).map(({ text }) => text).join("");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
