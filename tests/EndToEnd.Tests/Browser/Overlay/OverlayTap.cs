using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Playwright;

namespace IShowTts.EndToEnd.Tests.Browser.Overlay;

/// <summary>Hears what a page plays, behind its player and before the speakers, sample by sample as its audio clock goes.</summary>
internal static class OverlayTap
{
    /// <summary>Keeps all samples of the left channel, and when the audio clock stood where a fade was asked for.</summary>
    private const string Script = """
        (() => {
          const tap = window.overlayTap = { ready: false, starting: false, blocks: [], context: null, fades: [], position: null, last: 0, heard: 0, lastFrame: 0, firstAt: 0, lastAt: 0 };
          const connect = AudioNode.prototype.connect;
          AudioNode.prototype.connect = function (to, ...rest) {
            const result = connect.call(this, to, ...rest);
            if (to instanceof AudioDestinationNode && !tap.starting) {
              tap.starting = true;
              tap.context = this.context;
              this.context.audioWorklet.addModule(URL.createObjectURL(new Blob([WORKLET], { type: 'text/javascript' }))).then(() => {
                const node = new AudioWorkletNode(this.context, 'test-tap');
                node.port.onmessage = ({ data: { data, frame } }) => {
                  tap.blocks.push(data);
                  tap.heard += data.length;
                  const last = data.findLastIndex(sample => sample !== 0);
                  if (last < 0) return;
                  tap.last = tap.heard - data.length + last + 1;
                  tap.lastFrame = frame + last;
                  tap.lastAt = Date.now() - (data.length - 1 - last) / 48;
                  if (tap.firstAt === 0) tap.firstAt = Date.now() - (data.length - data.findIndex(sample => sample !== 0)) / 48;
                };
                connect.call(this, node);
                connect.call(node, this.context.destination);
                tap.ready = true;
              });
            }
            return result;
          };
          tap.isQuiet = frames => tap.last > 0 && tap.heard - tap.last >= frames;
          tap.read = () => {
            const all = new Float32Array(tap.heard);
            let at = 0;
            for (const block of tap.blocks) { all.set(block, at); at += block.length; }
            const bytes = new Uint8Array(all.buffer);
            let text = '';
            for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
            return btoa(text);
          };
          tap.clear = () => { tap.blocks = []; tap.heard = tap.last = tap.lastFrame = tap.firstAt = tap.lastAt = 0; };
          const Real = window.WebSocket;
          window.WebSocket = class extends Real {
            constructor(...parts) {
              super(...parts);
              this.addEventListener('message', ({ data }) => {
                const message = typeof data === 'string' ? JSON.parse(data) : {};
                if (message.type === 'fade' && tap.context) tap.fades.push(Math.round(tap.context.currentTime * 48000));
                if (message.type === 'position') tap.position = message;
              });
            }
          };
        })();
        """;

    private const string Worklet = """
        class TestTap extends AudioWorkletProcessor {
          constructor() { super(); this.block = new Float32Array(1280); this.count = 0; }
          process([[samples]]) {
            if (samples) this.block.set(samples, this.count);
            this.count += 128;
            if (this.count === this.block.length) {
              this.port.postMessage({ data: this.block, frame: currentFrame + 128 - this.block.length }, [this.block.buffer]);
              this.block = new Float32Array(1280);
              this.count = 0;
            }
            return true;
          }
        }
        registerProcessor('test-tap', TestTap);
        """;

    /// <summary>Puts the tap into every page that the context opens from now on. The context must bypass the page's policy, which would not let it in.</summary>
    public static Task AddToAsync(IBrowserContext context) => context.AddInitScriptAsync(Script.Replace("WORKLET", JsonSerializer.Serialize(Worklet), StringComparison.Ordinal));

    /// <summary>Returns when the tap hears.</summary>
    public static Task WaitReadyAsync(IPage page) => page.WaitForFunctionAsync("() => window.overlayTap.ready && window.overlayTap.heard > 0");

    /// <summary>Returns when something was heard and it has been silent since.</summary>
    /// <param name="page">The page.</param>
    /// <param name="frames">Sample frames of silence.</param>
    public static Task WaitQuietAsync(IPage page, int frames = 9_600) => page.WaitForFunctionAsync("frames => window.overlayTap.isQuiet(frames)", frames);

    /// <summary>Everything that was heard, and forgets it.</summary>
    public static async Task<float[]> TakeAsync(IPage page)
    {
        var text = await page.EvaluateAsync<string>("() => { const all = window.overlayTap.read(); window.overlayTap.clear(); return all; }");
        return MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(text)).ToArray();
    }

    /// <summary>When the first and the last sample since the last taking were played, by the clock of the machine; good to some milliseconds.</summary>
    public static async Task<(double First, double Last)> TimesAsync(IPage page)
    {
        var times = await page.EvaluateAsync<double[]>("() => [window.overlayTap.firstAt, window.overlayTap.lastAt]");
        return (times[0], times[1]);
    }

    /// <summary>Where the page's audio clock stood, sample frames, at each fade that was asked for.</summary>
    public static async Task<int[]> FadesAsync(IPage page) => (await page.EvaluateAsync<JsonElement>("() => window.overlayTap.fades")).EnumerateArray().Select(frame => frame.GetInt32()).ToArray();
}
