// The library as it is served: artifacts/web/vendor/htm.js
declare const htm: { bind<T>(h: (type: any, props: Record<string, any>, ...children: any[]) => T): (strings: TemplateStringsArray, ...values: any[]) => T };
export default htm;
