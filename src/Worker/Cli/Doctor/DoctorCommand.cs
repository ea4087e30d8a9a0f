using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using IShowTts.Integrations.AudioDevice;
using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Donations;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Playback;
using IShowTts.Integrations.Twitch;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.Tts.F5.Text.Chinese;
using IShowTts.Tts.Onnx;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;
using IShowTts.Worker.Api;
using IShowTts.Worker.Api.Speech;
using IShowTts.Worker.Cli.Discord;
using IShowTts.Worker.Cli.Twitch;
using IShowTts.Worker.Discord;
using IShowTts.Worker.Discord.Rest;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace IShowTts.Worker.Cli.Doctor;

/// <summary><c>ishowtts doctor</c>: checks everything the worker needs and tells every finding with its cure.</summary>
internal static class DoctorCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan DonationPatience = TimeSpan.FromSeconds(8);
    private static readonly string[] s_workersOwn = ["overlay", "discord:"];

    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var json = CommonOptions.Json();
        var command = new Command("doctor", "Check everything the worker needs; print every finding with its cure") { json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var settings = CommonOptions.ReadSettings(result);
            var configuration = WorkerConfiguration.LoadLeniently(settings, out var errors);
            await using var services = CommandServices.Build(context, errors.Count == 0 ? configuration : WorkerConfiguration.Defaults(), settings, AddSources);
            IDoctorCheck[] checks = [new ConfigurationDoctorCheck(configuration.File, errors), .. Checks(services, context.Time)];
            return Show(context, await RunAsync(checks, context.Time, cancellationToken), result.GetValue(json));
        });
        return command;
    }

    /// <summary>Runs all checks; one that breaks or hangs is a finding too.</summary>
    public static async Task<DoctorReport> RunAsync(IEnumerable<IDoctorCheck> checks, TimeProvider time, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var check in checks)
        {
            findings.AddRange(await RunAsync(check, time, cancellationToken));
        }

        return new DoctorReport(findings.All(finding => finding.Level != FindingLevel.Error), findings);
    }

    /// <summary>Prints a report.</summary>
    /// <returns>The exit code.</returns>
    public static int Show(CommandContext context, DoctorReport report, bool json)
    {
        if (json)
        {
            context.WriteJson(report, CliJsonContext.Readable.DoctorReport);
            return report.IsWell ? ExitCodes.Done : ExitCodes.Failed;
        }

        foreach (var finding in report.Findings)
        {
            var (word, colour) = finding.Level switch
            {
                FindingLevel.Error => ("error  ", Color.Red),
                FindingLevel.Warning => ("warning", Color.Yellow),
                _ => ("ok     ", Color.Green),
            };
            context.Out.Write(new Text(word, new Style(colour)));
            context.Out.WriteLine($" {finding.Check}: {finding.Message}");
            if (finding.Cure is { } cure)
            {
                context.Out.WriteLine($"        → {cure}");
            }
        }

        context.Out.WriteLine(report.IsWell ? "Ready for the show." : "Not ready: see the errors above.");
        return report.IsWell ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static async Task<IReadOnlyList<Finding>> RunAsync(IDoctorCheck check, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await check.CheckAsync(either.Token).AsTask().WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Finding.Error(check.Name, $"No answer within {Patience.TotalSeconds:0} s.", "Try again; if it stays, restart the sound server or the machine.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A check that breaks must not hide what the others find.
            return Finding.Error(check.Name, $"The check broke: {exception.Message}", "Report it with this message.");
        }
    }

    private static void AddSources(IServiceCollection services, IConfiguration configuration)
    {
        TwitchCommand.AddAccount(services, configuration);
        services.AddDonationServices(configuration);
        DiscordCommand.AddSettings(services, configuration);
    }

    /// <summary>Only a running worker can make overlays and Discord's channels, so nothing is made when there are any.</summary>
    private static IEnumerable<string> SinkNames(ServiceProvider services)
    {
        var configured = services.GetRequiredService<IOptions<OutputOptions>>().Value.Sinks;
        return configured.Any(static sink => s_workersOwn.Any(own => sink.StartsWith(own, StringComparison.OrdinalIgnoreCase)))
            ? configured.Select(static sink => sink.Equals("device", StringComparison.OrdinalIgnoreCase) ? OutputOptions.DefaultSink : sink)
            : services.GetServices<IAudioSink>().Select(static sink => sink.Name);
    }

    private static DiscordDoctorCheck Discord(ServiceProvider services, DataDirectory directory, TimeProvider time)
    {
        var options = services.GetRequiredService<IOptions<DiscordOptions>>().Value;
        return new DiscordDoctorCheck(
            options,
            [.. services.GetRequiredService<IOptions<OutputOptions>>().Value.Sinks],
            services.GetRequiredService<DiscordRest>(),
            token => DiscordBridgeProbe.StartAsync(options, time, token),
            token => FindBotAsync(directory, token));
    }

    /// <summary>How the bot of the running worker is; null when none runs, or it does not answer, which another check tells.</summary>
    private static async ValueTask<DiscordBody?> FindBotAsync(DataDirectory directory, CancellationToken cancellationToken)
    {
        try
        {
            using var client = WorkerClient.Connect(directory);
            return await client.SendAsync(HttpMethod.Get, "/api/discord", CliJsonContext.Readable.DiscordBody, directory, cancellationToken);
        }
        catch (WorkerClientException)
        {
            return null;
        }
    }

    private static IDoctorCheck[] Checks(ServiceProvider services, TimeProvider time)
    {
        var directory = services.GetRequiredService<DataDirectory>();
        var catalog = services.GetRequiredService<VoiceCatalog>();
        var api = services.GetRequiredService<IOptions<ApiOptions>>().Value;
        return
        [
            new DataDirectoryDoctorCheck(directory),
            new DatabaseDoctorCheck(directory),
            new RedemptionsDoctorCheck(directory, time),
            new DiskSpaceDoctorCheck(directory.Root, DiskSpaceDoctorCheck.FreeBytesOf),
            new EngineDoctorCheck(services.GetRequiredService<ISpeechSynthesizer>(), () => catalog.Default, time),
            new OnnxDoctorCheck(services.GetRequiredService<OnnxDiagnosis>().Examine, services.GetRequiredService<IOptions<OnnxOptions>>().Value.Provider),
            new ChineseDoctorCheck(() => services.GetRequiredService<ChineseTextSource>().Installed),
            new FfmpegDoctorCheck(new FfmpegProgram(Options.Create(api)).Find, (program, token) => FfmpegDoctorCheck.ListEncodersAsync(program, time, token)),
            new VoicesDoctorCheck(catalog.CheckAsync),
            new AudioDoctorCheck(
                [.. SinkNames(services)],
                services.GetRequiredService<AudioDeviceLister>().ListAsync,
                services.GetRequiredService<DeviceProbe>().PlayToneAndListenAsync),
            new ClockDoctorCheck(time, ClockDoctorCheck.FileTimeNow),
            new NameResolutionDoctorCheck(
                services.GetRequiredService<IOptions<TwitchOptions>>().Value.IrcUrl,
                async (host, token) => (await Dns.GetHostAddressesAsync(host, token)).Length),
            new TwitchDoctorCheck(services.GetRequiredService<TwitchAccount>(), services.GetRequiredService<ITwitchFeatureChoice>(), services.GetRequiredService<IOptions<TwitchOptions>>().Value),
            new DonationsDoctorCheck(
                [.. services.GetServices<IEventSource>().Where(source => DonationsServiceCollectionExtensions.ServiceNames.Contains(source.Name))], DonationPatience, time),
            Discord(services, directory, time),
            new IcuDoctorCheck(IcuDoctorCheck.Platform),
            new RunningWorkerDoctorCheck(directory, () => CanListen(api), $"{api.Address}:{api.Port} (Api:Port)"),
        ];
    }

    private static bool CanListen(ApiOptions api)
    {
        if (ListenAddress.Find(api.Address) is not { } address)
        {
            return false;
        }

        try
        {
            using var listener = new TcpListener(address, api.Port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
