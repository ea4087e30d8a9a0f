using System.Text.Json;
using IShowTts.TestKit;
using IShowTts.TestKit.Audio;
using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Playback;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Audio;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests;

/// <summary>A tiny model of the goldens, converted by the command line, speaks a redemption in the running worker: noise, but every part of the path is real.</summary>
public sealed class ClonedVoiceTests : IDisposable
{
    private const string Model = "tiny_v1";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly string folder = Directory.CreateTempSubdirectory("ishowtts-clone-é").FullName;

    private string Data => Path.Combine(folder, "data");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [SkippableFact]
    public async Task Redemption_InAClonedVoice_IsSpokenAndByEspeakWhenTheModelIsDamaged()
    {
        await using var espeak = EspeakTestEngine.Require();
        WriteVoice();
        await ConvertAsync();

        await using (var worker = await StartAsync())
        {
            worker.Source.Give(Chat.Redeemed("m1", "ann", 500, "hello chat this is a cloned voice, and it says some more words after that"));
            var heard = await worker.WaitAsync("m1", UtteranceState.Heard);

            heard.Reason.ShouldBe(new StateReason(ReasonCodes.Finished));
            (heard.Engine, heard.Voice).ShouldBe(("f5", "ann"));
            heard.Timings.TtfaMs.ShouldNotBeNull().ShouldBeInRange(1, 60_000);
            heard.Timings.AudioMs.ShouldNotBeNull().ShouldBeGreaterThan(1_500);
            AudioAssert.Rms(worker.Sink.Heard).ShouldBeGreaterThan(0.001);
            worker.Alarms.Current.ShouldBeEmpty();
        }

        Damage();
        await using (var worker = await StartAsync())
        {
            worker.Source.Give(Chat.Redeemed("m2", "ann", 500, "hello again"));
            var heard = await worker.WaitAsync("m2", UtteranceState.Heard);

            heard.Reason.ShouldBe(new StateReason(ReasonCodes.Fallback, null, "spoken by espeak: f5 model-damaged"));
            heard.Engine.ShouldBe("espeak");
            AudioAssert.Rms(worker.Sink.Heard).ShouldBeGreaterThan(0.01);
            worker.Alarms.Current.ShouldContain(alarm => alarm.Key == "voice:ann" && alarm.Text.Contains("SHA-256", StringComparison.Ordinal));
        }
    }

    private async Task ConvertAsync()
    {
        var config = Path.Combine(folder, "tiny.json");
        await File.WriteAllTextAsync(config, Goldens.Property(Goldens.FileEntry(Model + ".safetensors"), "config").GetRawText());
        using var limit = new CancellationTokenSource(Limit);
        using var conversion = WorkerProcess.Start(
            "models", "convert", "f5", "--checkpoint", Goldens.Require(Model + ".safetensors"), "--vocab", Goldens.Require("tiny_vocab.txt"),
            "--vocoder", Goldens.Require("tiny_vocos.safetensors"), "--config", config, "--precision", "fp32", "--licence", "CC0-1.0", "--data-dir", Data);

        (await conversion.WaitAsync(limit.Token)).ShouldBe(0);

        File.Exists(Path.Combine(Data, "models", "f5", "manifest.json")).ShouldBeTrue("The model is made where the worker looks for it.");
    }

    private Task<WorkerFixture> StartAsync() => WorkerFixture.StartAsync(
        new WorkerFixtureSettings
        {
            KeepEngines = true,
            Sinks = [new RecordingSink()],
            Configuration = new Dictionary<string, string?>
            {
                ["Voices:File"] = Path.Combine(folder, "voices.json"),
                ["Voices:Default"] = "ann",
                ["Tts:F5:CheckResults"] = "false", // random weights speak noise
                ["Tts:Onnx:Provider"] = "Cpu",
            },
        },
        Data);

    private void WriteVoice()
    {
        Directory.CreateDirectory(Data);
        var tone = ToneGenerator.Sine(24_000, 180, 4, 0.3);
        for (var i = 0; i < tone.Length; i++)
        {
            tone[i] *= (float)(0.6 + (0.4 * Math.Sin(2 * Math.PI * 3 * i / 24_000))); // some three syllables a second
        }

        using (var file = File.Create(Path.Combine(folder, "clip.wav")))
        using (var writer = new WavWriter(file, new AudioFormat(24_000, 1), WavSampleFormat.Pcm16))
        {
            writer.Write(tone);
        }

        var voice = new { name = "ann", engine = "f5", clip = "clip.wav", transcript = "a bad cat had a big hat and it ran back to the barn.", consent = "nobody's voice: a tone", language = "en-US" };
        File.WriteAllText(Path.Combine(folder, "voices.json"), JsonSerializer.Serialize(new { voices = new[] { voice } }));
    }

    /// <summary>Changes one byte of the largest file, so that only its checksum tells.</summary>
    private void Damage()
    {
        var largest = new DirectoryInfo(Path.Combine(Data, "models", "f5")).GetFiles().MaxBy(file => file.Length)!;
        using var stream = largest.Open(FileMode.Open, FileAccess.ReadWrite);
        stream.Position = stream.Length / 2;
        var before = stream.ReadByte();
        stream.Position--;
        stream.WriteByte((byte)(before ^ 0x55));
    }
}
