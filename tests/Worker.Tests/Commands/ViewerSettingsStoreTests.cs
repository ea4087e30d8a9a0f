using IShowTts.Integrations.Events;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Control;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Worker.Tests.Commands;

public sealed class ViewerSettingsStoreTests : IDisposable
{
    private static readonly Viewer Ana = new("1", "ana", "Ana");

    private readonly DataDirectory _directory = new(Directory.CreateTempSubdirectory("ishowtts-state-").FullName);
    private readonly AlarmBoard _alarms = new(TimeProvider.System, NullLogger<AlarmBoard>.Instance);

    public void Dispose() => Directory.Delete(_directory.Root, recursive: true);

    [Fact]
    public void Change_Everything_IsThereAfterARestart()
    {
        var store = Open();
        store.Change(Ana, choice => choice with { Nickname = "Änn\ud83d\ude00", Voice = "zoe" }).ShouldBe(SettingOutcome.Saved);
        store.Change(new Viewer("", "bob", "bob"), choice => choice with { IsIgnored = true });
        store.SaveSpeech(new SpeechState(false, true, SpeechMode.Paid));

        var again = Open();

        again.For(Ana).ShouldBe(new ViewerChoice(false, "Änn\ud83d\ude00", "zoe"));
        again.Ignored.ShouldBe(["bob"]);
        again.Speech.ShouldBe(new SpeechState(false, true, SpeechMode.Paid));
        _alarms.Current.ShouldBeEmpty();
    }

    [Fact]
    public void For_NewAccountName_KeepsWhatWasChosen()
    {
        var store = Open();
        store.Change(new Viewer("", "ana", "ana"), choice => choice with { IsIgnored = true });
        store.For(Ana).IsIgnored.ShouldBeTrue();

        var again = Open();

        again.For(Ana with { Login = "ana_new" }).IsIgnored.ShouldBeTrue();
        again.For(new Viewer("99", "ana", "Ana")).IsIgnored.ShouldBeFalse("another account has the old name now");
    }

    [Fact]
    public void Change_BackToNothing_IsForgotten()
    {
        var store = Open();
        store.Change(Ana, choice => choice with { Voice = "zoe" });

        store.Change(Ana, choice => choice with { Voice = null });

        File.ReadAllText(_directory.StateFile).ShouldNotContain("ana");
    }

    [Fact]
    public void Change_ListFull_IsRefused()
    {
        var content = new StateFileContent(1, SpeechState.Default,
            [.. Enumerable.Range(0, ViewerSettingsStore.MaxViewers).Select(static n => new ViewerEntry("v" + n, null, true, null, null))]);
        StateFile.Write(_directory.StateFile, content);
        var store = Open();

        store.Change(Ana, choice => choice with { Voice = "zoe" }).ShouldBe(SettingOutcome.Full);
        store.Change(new Viewer("", "v7", "v7"), choice => choice with { Voice = "zoe" }).ShouldBe(SettingOutcome.Saved);

        store.For(Ana).ShouldBe(ViewerChoice.None);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"version\":2,\"speech\":{\"isEnabled\":true,\"isPaused\":false,\"mode\":\"All\"},\"viewers\":[]}")]
    [InlineData("{\"version\":1,\"speech\":null,\"viewers\":[]}")]
    [InlineData("{\"version\":1,\"speech\":{\"isEnabled\":true,\"isPaused\":false,\"mode\":\"All\"},\"viewers\":[{\"login\":\"\",\"isIgnored\":true,\"id\":null,\"nickname\":null,\"voice\":null}]}")]
    public void Open_Damaged_IsKeptAsideAndTold(string text)
    {
        File.WriteAllText(_directory.StateFile, text);

        var store = Open();
        store.Change(Ana, choice => choice with { Voice = "zoe" });

        var aside = Directory.GetFiles(_directory.Root, "state.json.damaged-*").Single();
        File.ReadAllText(aside).ShouldBe(text);
        _alarms.Current.Single().Text.ShouldContain(aside);
        Open().For(Ana).Voice.ShouldBe("zoe");
    }

    [Fact]
    public void Change_FileCannotBeWritten_HoldsAndIsTold()
    {
        var store = Open();
        Directory.CreateDirectory(_directory.StateFile + ".new");

        var outcome = store.Change(Ana, choice => choice with { Voice = "zoe" });

        outcome.ShouldBe(SettingOutcome.NotSaved);
        store.For(Ana).Voice.ShouldBe("zoe");
        _alarms.Current.Single().Text.ShouldContain(_directory.StateFile);

        Directory.Delete(_directory.StateFile + ".new");
        store.Change(Ana, choice => choice with { Voice = "Anna" }).ShouldBe(SettingOutcome.Saved);
        _alarms.Current.ShouldBeEmpty();
    }

    [SkippableFact]
    public void File_OfViewers_IsPrivate()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new SkipException("Windows has no file modes.");
        }

        Open().Change(Ana, choice => choice with { Voice = "zoe" });

        File.GetUnixFileMode(_directory.StateFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private ViewerSettingsStore Open() => new(_directory, TimeProvider.System, _alarms);
}
