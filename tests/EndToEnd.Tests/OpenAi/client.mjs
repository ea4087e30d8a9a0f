// Speaks with the worker through OpenAI's own client and tells what came, as JSON on standard output; audio goes to files.
// Environment: MODULES (folder with package.json and node_modules), BASE_URL, API_KEY, OUTPUT (folder), FORMATS (comma-separated).
import { createRequire } from "node:module";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

const { MODULES, BASE_URL, API_KEY, OUTPUT, FORMATS } = process.env;
const require = createRequire(join(MODULES, "package.json"));
const { OpenAI } = require("openai");
const { Stream } = require("openai/streaming");

const client = new OpenAI({ baseURL: BASE_URL, apiKey: API_KEY, maxRetries: 0, timeout: 30_000 });
const stranger = new OpenAI({ baseURL: BASE_URL, apiKey: "sk-wrong", maxRetries: 0, timeout: 30_000 });
const input = "one two three four";

async function failure(work) {
  try {
    await work();
    return null;
  } catch (error) {
    return { name: error.constructor.name, status: error.status, code: error.code, param: error.param, type: error.type };
  }
}

const told = { formats: {} };
for (const format of FORMATS.split(",")) {
  const speech = await client.audio.speech.create({ model: "tts-1", voice: "alloy", input, response_format: format });
  await writeFile(join(OUTPUT, format), Buffer.from(await speech.arrayBuffer()));
  told.formats[format] = speech.headers.get("content-type");
}

const response = await client.audio.speech.create({ model: "gpt-4o-mini-tts", voice: "alloy", input, response_format: "wav", stream_format: "sse" });
const pieces = [];
told.types = [];
for await (const event of Stream.fromSSEResponse(response, new AbortController())) {
  told.types.push(event.type);
  if (event.type === "speech.audio.delta") pieces.push(Buffer.from(event.audio, "base64"));
  else told.usage = event.usage;
}
await writeFile(join(OUTPUT, "sse"), Buffer.concat(pieces));

told.models = [];
for await (const model of client.models.list()) told.models.push(model.id);
told.model = (await client.models.retrieve("tts-1")).id;
told.voices = (await client.get("/audio/voices")).voices.map((voice) => voice.id);
told.unknownModel = await failure(() => client.models.retrieve("whisper-1"));
told.unknownVoice = await failure(() => client.audio.speech.create({ model: "tts-1", voice: "nobody", input, response_format: "wav" }));
told.wrongKey = await failure(() => stranger.audio.speech.create({ model: "tts-1", voice: "alloy", input }));
console.log(JSON.stringify(told));
