using FsCheck.Xunit;
using IShowTts.Tts.F5.Text;

namespace IShowTts.Tts.Tests.F5.Text;

public sealed class F5RulesTests
{
    [SkippableFact]
    public void Chunks_OfEveryGolden_AreExact()
    {
        foreach (var entry in TextGoldens.Cases("rules.json", "chunk_text"))
        {
            TextChunks.Cut(entry.Text("text"), entry.GetProperty("max_chars").GetInt32()).ShouldBe(entry.Texts("chunks"), entry.GetRawText());
        }
    }

    [SkippableFact]
    public void Transcript_OfEveryGolden_IsExact()
    {
        foreach (var entry in TextGoldens.Cases("rules.json", "ref_text_suffix"))
        {
            var completed = ReferenceText.Complete(entry.Text("ref_text"));

            completed.ShouldBe(entry.Text("after_preprocess"));
            ReferenceText.ForModel(completed).ShouldBe(entry.Text("in_batch_process"));
        }
    }

    [SkippableFact]
    public void Durations_OfEveryGolden_AreExact()
    {
        foreach (var entry in TextGoldens.Cases("rules.json", "duration"))
        {
            var (samples, speed) = (entry.GetProperty("ref_samples_24k").GetInt32(), entry.GetProperty("speed").GetDouble());
            var transcript = ReferenceText.Bytes(entry.Text("ref_text"));
            var chunk = ReferenceText.Bytes(entry.Text("gen_text"));
            var fixedSeconds = entry.GetProperty("fix_duration") is { ValueKind: System.Text.Json.JsonValueKind.Number } f ? f.GetDouble() : (double?)null;

            var localSpeed = F5Durations.LocalSpeed(chunk, speed);
            var frames = fixedSeconds is { } s ? F5Durations.FixedFrames(s) : F5Durations.Frames(samples / 256, transcript, chunk, localSpeed);

            localSpeed.ShouldBe(entry.GetProperty("local_speed").GetDouble());
            (samples / 256).ShouldBe(entry.GetProperty("ref_audio_len").GetInt32());
            frames.ShouldBe(entry.GetProperty("duration").GetInt32(), entry.GetRawText());
            F5Durations.MaxChunkBytes(transcript, samples, 24_000, speed).ShouldBe(entry.GetProperty("max_chars").GetInt32(), entry.GetRawText());
        }
    }

    [Property(MaxTest = 300)]
    public void Chunks_OfAnyText_KeepEveryVisibleCharacter(string? text, int maxBytes)
    {
        var chunks = TextChunks.Cut(text ?? "", maxBytes % 200);

        string.Concat(chunks).Where(c => !CharacterClass.IsSpace(c)).ShouldBe((text ?? "").Where(c => !CharacterClass.IsSpace(c)));
    }

    [Fact]
    public void Transcript_Empty_IsRefused() => Should.Throw<ArgumentException>(() => ReferenceText.Complete(""));

    [Fact]
    public void Durations_OfHostileNumbers_AreBounded()
    {
        F5Durations.Frames(int.MaxValue / 2, 1, int.MaxValue, 0.3).ShouldBeGreaterThan(0);
        F5Durations.MaxChunkBytes(int.MaxValue, 1, 48_000, 2).ShouldBe(100_000_000);
        F5Durations.MaxChunkBytes(100, 48_000 * 30, 48_000, 1).ShouldBeLessThan(0);
        Should.Throw<ArgumentOutOfRangeException>(() => F5Durations.MaxChunkBytes(100, 0, 48_000, 1));
    }
}
