using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Playwright;

namespace IShowTts.EndToEnd.Tests.Browser.Overlay;

/// <summary>Runs the page's own audio thread in a real browser against a clock that the test holds: what comes out depends on nothing but what went in and when.</summary>
/// <param name="page">An overlay page; it need not play.</param>
/// <param name="frames">Sample frames to run.</param>
internal sealed class OverlayOffline(IPage page, int frames)
{
    private const string Script = """
        async ({ steps, frames }) => {
          const { readPacket } = await import('/overlay/packet.js');
          const context = new OfflineAudioContext(2, frames, 48000);
          await context.audioWorklet.addModule('/overlay/player-worklet.js');
          const node = new AudioWorkletNode(context, 'ishowtts-player', { numberOfInputs: 0, outputChannelCount: [2] });
          node.connect(context.destination);
          const { port1, port2 } = new MessageChannel();
          const answers = [];
          const echo = 4000000000; // a run that will never be: the player answers its fade at once, behind all that came before
          let taken = null;
          port2.onmessage = ({ data }) => data.generation === echo ? taken() : answers.push(data);
          node.port.postMessage({ type: 'line', port: port1 }, [port1]);
          const give = step => new Promise(done => {
            taken = done;
            for (const text of step.packets) {
              const buffer = Uint8Array.from(atob(text), letter => letter.charCodeAt(0)).buffer;
              port2.postMessage(readPacket(buffer), [buffer]);
            }
            for (const message of step.messages) port2.postMessage(message);
            port2.postMessage({ type: 'fade', generation: echo });
          });
          for (const step of steps) {
            if (step.at === 0) await give(step);
            else context.suspend(step.at / 48000).then(() => give(step)).then(() => context.resume());
          }
          const heard = await context.startRendering();
          await give({ packets: [], messages: [] });
          const text = channel => {
            const bytes = new Uint8Array(heard.getChannelData(channel).buffer);
            let all = '';
            for (let i = 0; i < bytes.length; i += 32768) all += String.fromCharCode(...bytes.subarray(i, i + 32768));
            return btoa(all);
          };
          return { left: text(0), right: text(1), answers };
        }
        """;

    private readonly List<Step> steps = [];

    /// <summary>Gives something to the player; times must not fall.</summary>
    /// <param name="at">When, sample frames; a multiple of 128, which is what the player makes at a time.</param>
    /// <param name="packets">Audio, as the socket brings it.</param>
    /// <param name="messages">What comes behind it.</param>
    public OverlayOffline At(int at, IEnumerable<byte[]> packets, params object[] messages)
    {
        if (steps.Count == 0 || steps[^1].At != at)
        {
            steps.Add(new Step(at, [], []));
        }

        steps[^1].Packets.AddRange(packets.Select(Convert.ToBase64String));
        steps[^1].Messages.AddRange(messages);
        return this;
    }

    /// <summary>Runs it.</summary>
    public async Task<Result> RunAsync()
    {
        var result = await page.EvaluateAsync<JsonElement>(Script, new { steps = steps.Select(step => new { at = step.At, packets = step.Packets, messages = step.Messages }).ToArray(), frames });
        return new Result(
            Samples(result.GetProperty("left")),
            Samples(result.GetProperty("right")),
            [.. result.GetProperty("answers").EnumerateArray().Select(answer => (answer.GetProperty("type").GetString()!, answer.GetProperty("generation").GetInt64(), answer.GetProperty("frames").GetInt64()))]);
    }

    private static float[] Samples(JsonElement text) => MemoryMarshal.Cast<byte, float>(text.GetBytesFromBase64()).ToArray();

    /// <summary>What came out.</summary>
    /// <param name="Left">Samples of the left channel.</param>
    /// <param name="Right">Samples of the right channel.</param>
    /// <param name="Answers">What the player told the worker.</param>
    internal sealed record Result(float[] Left, float[] Right, (string Type, long Generation, long Frames)[] Answers);

    private sealed record Step(int At, List<string> Packets, List<object> Messages);
}
