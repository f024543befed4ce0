import { defineConfig } from "rolldown";
import { revisionOfSources } from "./src/platform/compiler-revision.ts";

/**
 * The program as few files: it starts in half the time of the sources, and is what a package ships
 * (docs/decisions/bundle.md). Packages that load files of their own stay outside.
 */
export default defineConfig({
  input: {
    main: "src/main.ts",
    "compiler-process": "src/compiler-process.ts",
    "sqlite-thread": "src/store/sqlite-thread.ts",
  },
  platform: "node",
  transform: {
    define: { COMPILER_REVISION: JSON.stringify(revisionOfSources(import.meta.dirname)) },
  },
  external: ["libpg-query", "pg-native", "web-push"],
  output: {
    dir: "dist",
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "[name]-[hash].js",
    cleanDir: true,
  },
});
