// Builds the pages of customers once more, lighter: what Reflex has written, without a router, in two scripts a page.
// One holds what pages share (React, the socket, our parts), so that another language costs only its words.
// LIGHT_PAGES names the pages: "en/return nl/return". Run by returns_app/light_build.py, inside Reflex's build folder.
import { fileURLToPath, URL } from "url";
import { defineConfig } from "vite";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const PAGE = "light-page:";
const pages = process.env.LIGHT_PAGES.split(" ");

const begin = (page) => `
  import Page from "$/app/routes/${page.split("/").map((part) => `[${part}]`).join(".")}._index.jsx";
  import { show } from "$/public/light/show.js";
  show(Page);
`;

const beginnings = {
  name: "light-pages",
  resolveId: (id) => (id.startsWith(PAGE) ? `\0${id}` : null),
  load: (id) => (id.startsWith(`\0${PAGE}`) ? begin(id.slice(PAGE.length + 1)) : null),
};

export default defineConfig({
  root: at("../../"),
  base: "/",
  publicDir: false,
  plugins: [beginnings],
  resolve: {
    mainFields: ["browser", "module", "jsnext"],
    alias: [
      { find: "@emotion/react", replacement: at("../ui/plain_jsx.js") },
      { find: "react-router", replacement: at("./router.js") },
      { find: "universal-cookie", replacement: at("./cookies.js") },
      { find: /^\.\/transports\/index\.js$/, replacement: at("./transports.js") },
      { find: "$", replacement: at("../../") },
      { find: "@", replacement: at("../") },
    ],
  },
  build: {
    outDir: at("../../build/light"),
    emptyOutDir: true,
    manifest: "manifest.json",
    modulePreload: false,
    rollupOptions: {
      input: Object.fromEntries(pages.map((page) => [page.replaceAll("/", "-"), PAGE + page])),
      onLog: () => {},
      output: { codeSplitting: { groups: [{ name: "customer", minShareCount: 2, test: /./ }] } },
    },
  },
});
