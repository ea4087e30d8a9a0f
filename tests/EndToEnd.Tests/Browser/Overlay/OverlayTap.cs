using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace IShowTts.EndToEnd.Tests.Browser.Overlay;

/// <summary>Hears what a page plays, behind its player and before the speakers, sample by sample as its audio clock goes.</summary>
internal static class OverlayTap
{
    private const string WorkletPath = "/overlay/test-tap.js";

    /// <summary>Keeps all samples of the left channel, and when the last of them was played.</summary>
    private const string Script = """
        (() => {
          const tap = window.overlayTap = { ready: false, starting: false, blocks: [], context: null, position: null, last: 0, heard: 0, firstAt: 0, lastAt: 0 };
          const connect = AudioNode.prototype.connect;
          AudioNode.prototype.connect = function (to, ...rest) {
            const result = connect.call(this, to, ...rest);
            if (to instanceof AudioDestinationNode && !tap.starting) {
              tap.starting = true;
              tap.context = this.context;
              this.context.audioWorklet.addModule('WORKLET').then(() => {
                const node = new AudioWorkletNode(this.context, 'test-tap');
                node.port.onmessage = ({ data: { data, at } }) => {
                  tap.blocks.push(data);
                  tap.heard += data.length;
                  const last = data.findLastIndex(sample => sample !== 0);
                  if (last < 0) return;
                  tap.last = tap.heard - data.length + last + 1;
                  tap.lastAt = at - (data.length - 1 - last) / 48;
                  if (tap.firstAt === 0) tap.firstAt = at - (data.length - data.findIndex(sample => sample !== 0)) / 48;
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
          tap.clear = () => { tap.blocks = []; tap.heard = tap.last = tap.firstAt = tap.lastAt = 0; };
          tap.stop = () => { Object.defineProperty(tap.context, 'state', { get: () => 'running', configurable: true }); return tap.context.suspend(); };
          tap.start = () => { delete tap.context.state; return tap.context.resume(); };
          const Real = window.Worker;
          window.Worker = class extends Real {
            constructor(...parts) {
              super(...parts);
              this.addEventListener('message', ({ data: { message } }) => {
                if (message?.type === 'position') tap.position = message;
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
              this.port.postMessage({ data: this.block, at: Date.now() }, [this.block.buffer]);
              this.block = new Float32Array(1280);
              this.count = 0;
            }
            return true;
          }
        }
        registerProcessor('test-tap', TestTap);
        """;

    /// <summary>Puts the tap into every page that the context opens from now on.</summary>
    public static Task AddToAsync(IBrowserContext context) => context.AddInitScriptAsync(Script.Replace("WORKLET", WorkletPath, StringComparison.Ordinal));

    /// <summary>Lets the worker serve the tap's audio thread from its own address, as the pages' policy lets nothing else in.</summary>
    public static void ServeBy(IServiceCollection services) => services.AddSingleton<IStartupFilter>(new TapFile());

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

    /// <summary>Stops the audio clock so that the page notices nothing of it, as when a device hangs.</summary>
    public static Task StopClockAsync(IPage page) => page.EvaluateAsync("() => window.overlayTap.stop()");

    /// <summary>Lets the audio clock run on.</summary>
    public static Task StartClockAsync(IPage page) => page.EvaluateAsync("() => window.overlayTap.start()");

    private sealed class TapFile : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(static (HttpContext context, RequestDelegate following) =>
            {
                if (context.Request.Path != WorkletPath)
                {
                    return following(context);
                }

                context.Response.ContentType = "text/javascript";
                return context.Response.WriteAsync(Worklet);
            });
            next(app);
        };
    }
}
