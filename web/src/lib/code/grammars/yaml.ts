/** The grammar of YAML. */
export { yamlLanguage as grammar } from "@codemirror/lang-yaml";
