using System.Text.Json;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Control;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Tests.Commands;

public sealed class AuditLogTests : IDisposable
{
    private readonly DataDirectory _directory = new(Directory.CreateTempSubdirectory("ishowtts-audit-").FullName);
    private readonly AlarmBoard _alarms = new(TimeProvider.System, NullLogger<AlarmBoard>.Instance);
    private readonly AuditLog _log;

    public AuditLogTests() => _log = new AuditLog(
        _directory, Options.Create(new AuditOptions { MaxKilobytes = 4, FilesKept = 2 }), TimeProvider.System, _alarms, NullLogger<AuditLog>.Instance);

    public void Dispose()
    {
        _log.Dispose();
        Directory.Delete(_directory.Root, recursive: true);
    }

    [Fact]
    public async Task Write_HostileNames_StaysOneLineEach()
    {
        await _log.WriteAsync(new Actor("a\"b\n{", "chat"), "skip", "x\r\ny", "done", default);
        await _log.WriteAsync(new Actor("api", "api"), "pause", null, "done", default);

        var lines = await File.ReadAllLinesAsync(_directory.AuditFile);

        lines.Length.ShouldBe(2);
        JsonDocument.Parse(lines[0]).RootElement.GetProperty("who").GetString().ShouldBe("a\"b\n{");
    }

    [Fact]
    public async Task Write_ManyAtOnce_KeepsTheNewestWithinItsBounds()
    {
        await Task.WhenAll(Enumerable.Range(0, 400).Select(n => _log.WriteAsync(new Actor("mod", "chat"), "skip", "target " + n, "done", default).AsTask()));

        var files = Directory.GetFiles(_directory.Root);

        files.Order(StringComparer.Ordinal).Select(Path.GetFileName).ShouldBe(["audit.log", "audit.log.1", "audit.log.2"]);
        files.ShouldAllBe(static file => new FileInfo(file).Length <= 4096);
        files.SelectMany(File.ReadAllLines).ShouldAllBe(static line => JsonDocument.Parse(line).RootElement.GetProperty("what").GetString() == "skip");
        (await File.ReadAllTextAsync(_directory.AuditFile)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Write_NotWritable_RaisesAnAlarmAndGoesOn()
    {
        Directory.CreateDirectory(_directory.AuditFile);

        await _log.WriteAsync(new Actor("mod", "chat"), "skip", null, "done", default);
        _alarms.Current.Single().Text.ShouldContain(_directory.AuditFile);

        Directory.Delete(_directory.AuditFile);
        await _log.WriteAsync(new Actor("mod", "chat"), "skip", null, "done", default);
        _alarms.Current.ShouldBeEmpty();
    }
}
