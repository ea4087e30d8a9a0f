using System.CommandLine;
using IShowTts.Integrations.AudioDevice;
using IShowTts.Integrations.Playback;
using Spectre.Console;

namespace IShowTts.Worker.Cli;

/// <summary><c>ishowtts devices</c></summary>
internal static class DevicesCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var json = CommonOptions.Json();
        var command = new Command("devices", "List the audio devices that can be played on") { json };
        command.SetAction((result, cancellationToken) => RunAsync(context, result, result.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ParseResult result, bool json, CancellationToken cancellationToken)
    {
        await using var services = CommandServices.Build(context, CommonOptions.ReadSettings(result));
        AudioDeviceList list;
        try
        {
            list = await services.GetRequiredService<AudioDeviceLister>().ListAsync(cancellationToken);
        }
        catch (AudioSinkException exception)
        {
            return context.Fail(exception.Message, exception.Code == "library-missing" ? ExitCodes.SetUpNeeded : ExitCodes.Failed);
        }

        if (json)
        {
            context.WriteJson(list, CliJsonContext.Readable.AudioDeviceList);
            return ExitCodes.Done;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("Sink", "Description", "State", "");
        foreach (var device in list.Devices)
        {
            var mark = (device.IsOurs, device.IsDefault) switch
            {
                (true, _) => "ours",
                (_, true) => "default",
                _ => "",
            };
            table.AddRow(new Text($"device:{device.Name}"), new Text(device.Description), new Text(device.State), new Text(mark));
        }

        context.WriteLine($"Sound server: {list.Server}");
        context.Out.Write(table);
        context.WriteLine("The virtual device device:ishowtts is made when the worker starts.");
        return ExitCodes.Done;
    }
}
