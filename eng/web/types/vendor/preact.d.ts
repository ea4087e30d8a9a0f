// The library as it is served: artifacts/web/vendor/preact.js
export * from '../../../../artifacts/web/node_modules/preact/src/index.js';
