/** The part of the XML parser that is used here; the package brings no types. */
declare module "saxen" {
  type Decode = (text: string) => string;
  export class Parser {
    ns(namespaces: Record<string, string>): this;
    on(
      event: "openTag",
      callback: (name: string, attributes: () => Record<string, string>, decode: Decode) => void,
    ): this;
    on(event: "closeTag", callback: (name: string) => void): this;
    on(event: "text", callback: (text: string, decode: Decode) => void): this;
    on(event: "cdata" | "attention", callback: (text: string) => void): this;
    on(event: "error", callback: (error: Error) => void): this;
    write(xml: string): this;
    end(): Error | undefined;
  }
}
