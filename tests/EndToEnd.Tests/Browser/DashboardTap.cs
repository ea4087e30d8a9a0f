using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Playwright;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>
/// Hears what the dashboard plays, sample by sample as the page's audio clock goes. The clock stands until the test lets it go, so that how long anything takes to come
/// changes nothing; and it goes on after the page closed its sound, so that nothing of the end is lost.
/// </summary>
internal static class DashboardTap
{
    private const string Script = """
        (() => {
          const tap = window.soundTap = { contexts: [], blocks: [], frames: 0, closed: 0, ready: false, nodes: [] };
          const Real = window.AudioContext;
          window.AudioContext = class extends Real {
            constructor(options) {
              super(options);
              void this.suspend();
              tap.contexts.push(this);
            }
            close() { tap.closed++; return Promise.resolve(); }
          };
          const connect = AudioNode.prototype.connect;
          AudioNode.prototype.connect = function (to, ...rest) {
            const result = connect.call(this, to, ...rest);
            if (to instanceof AudioDestinationNode) {
              void this.context.audioWorklet.addModule(URL.createObjectURL(new Blob([WORKLET], { type: 'text/javascript' }))).then(() => {
                const node = new AudioWorkletNode(this.context, 'test-tap');
                node.port.onmessage = ({ data }) => { tap.blocks.push(data); tap.frames += data.length; };
                connect.call(this, node);
                connect.call(node, this.context.destination);
                tap.nodes.push(node);
                tap.ready = true;
              });
            }
            return result;
          };
          tap.read = () => {
            const all = new Float32Array(tap.frames);
            let at = 0;
            for (const block of tap.blocks) { all.set(block, at); at += block.length; }
            const bytes = new Uint8Array(all.buffer);
            let text = '';
            for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
            return btoa(text);
          };
        })();
        """;

    private const string Worklet = """
        class TestTap extends AudioWorkletProcessor {
          process([[samples]]) {
            const block = samples ? samples.slice() : new Float32Array(128);
            this.port.postMessage(block, [block.buffer]);
            return true;
          }
        }
        registerProcessor('test-tap', TestTap);
        """;

    /// <summary>Size and colours of a page that lets the tap in: its content policy would not.</summary>
    public static BrowserNewContextOptions Options => new() { ViewportSize = new() { Width = 1280, Height = 900 }, ColorScheme = ColorScheme.Dark, BypassCSP = true };

    /// <summary>Puts the tap into the page before it opens.</summary>
    public static Task AddToAsync(IPage page) => page.AddInitScriptAsync(Script.Replace("WORKLET", JsonSerializer.Serialize(Worklet), StringComparison.Ordinal));

    /// <summary>Lets the audio clock go, and returns when the page has closed its sound and some silence came after it.</summary>
    public static async Task PlayAsync(IPage page)
    {
        await page.WaitForFunctionAsync("() => window.soundTap.ready");
        await page.EvaluateAsync("() => Promise.all(window.soundTap.contexts.map(context => context.resume()))");
        await page.WaitForFunctionAsync("() => window.soundTap.closed > 0");
        var frames = await page.EvaluateAsync<int>("() => window.soundTap.frames");
        await page.WaitForFunctionAsync("frames => window.soundTap.frames >= frames", frames + 9_600);
    }

    /// <summary>Everything that was heard.</summary>
    public static async Task<float[]> HeardAsync(IPage page) =>
        MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(await page.EvaluateAsync<string>("() => window.soundTap.read()"))).ToArray();

    /// <summary>Rates of the contexts that the page made, hertz.</summary>
    public static async Task<int[]> RatesAsync(IPage page) =>
        [.. (await page.EvaluateAsync<JsonElement>("() => window.soundTap.contexts.map(context => context.sampleRate)")).EnumerateArray().Select(rate => rate.GetInt32())];
}
