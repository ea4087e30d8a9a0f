using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using static IShowTts.Integrations.AudioDevice.Pulse.PulseNative;

namespace IShowTts.Integrations.AudioDevice.Pulse;

/// <content>The native half: starting, stopping, callbacks. Callbacks run on libpulse's thread, keep what they are told and wake the waiter; they never throw.</content>
internal sealed unsafe partial class PulseSession
{
    /// <summary>For stream callbacks without arguments of interest: state and suspension.</summary>
    public static delegate* unmanaged<nint, nint, void> OnChanged => &Changed;

    /// <summary>For write and read callbacks.</summary>
    public static delegate* unmanaged<nint, nuint, nint, void> OnSpace => &Space;

    /// <summary>For the underflow callback.</summary>
    public static delegate* unmanaged<nint, nint, void> OnUnderflow => &Underflow;

    /// <summary>For the moved callback.</summary>
    public static delegate* unmanaged<nint, nint, void> OnMoved => &WasMoved;

    /// <summary>For operations answered with yes or no.</summary>
    public static delegate* unmanaged<nint, int, nint, void> OnSuccess => &Succeeded;

    private void Start(string? serverAddress)
    {
        loop = pa_threaded_mainloop_new();
        self = new GCHandle<PulseSession>(this);
        context = pa_context_new(pa_threaded_mainloop_get_api(loop), "iShowTTS");
        pa_context_set_state_callback(context, &Changed, UserData);
        var refused = pa_context_connect(context, serverAddress, ContextNoAutospawn, 0) < 0;
        if (refused || pa_threaded_mainloop_start(loop) < 0)
        {
            throw Failure("connecting");
        }
    }

    private void Stop()
    {
        using (Lock())
        {
            if (context != 0)
            {
                pa_context_set_state_callback(context, null, 0);
                pa_context_disconnect(context);
                pa_context_unref(context);
                context = 0;
            }
        }

        pa_threaded_mainloop_stop(loop);
        pa_threaded_mainloop_free(loop);
        loop = 0;
    }

    private nint StartListing()
    {
        listedSinks.Clear();
        return pa_context_get_sink_info_list(context, &SinkListed, UserData);
    }

    private nint StartServerInfo() => pa_context_get_server_info(context, &ServerTold, UserData);

    private nint StartLoading(string name, string arguments) => pa_context_load_module(context, name, arguments, &ModuleLoaded, UserData);

    private nint StartUnloading(uint index) => pa_context_unload_module(context, index, &Succeeded, UserData);

    private static PulseSession Of(nint userData) => GCHandle<PulseSession>.FromIntPtr(userData).Target;

    private static string Text(byte* text) => Utf8StringMarshaller.ConvertToManaged(text) ?? "";

    [UnmanagedCallersOnly]
    private static void Changed(nint source, nint userData) => Of(userData).Signal.Set();

    [UnmanagedCallersOnly]
    private static void Space(nint stream, nuint bytes, nint userData) => Of(userData).Signal.Set();

    [UnmanagedCallersOnly]
    private static void Underflow(nint stream, nint userData)
    {
        var session = Of(userData);
        Volatile.Write(ref session.underflowed, true);
        session.Signal.Set();
    }

    [UnmanagedCallersOnly]
    private static void WasMoved(nint stream, nint userData)
    {
        var session = Of(userData);
        Volatile.Write(ref session.moved, true);
        session.Signal.Set();
    }

    [UnmanagedCallersOnly]
    private static void Succeeded(nint source, int success, nint userData)
    {
        var session = Of(userData);
        session.succeeded = success != 0;
        session.Signal.Set();
    }

    [UnmanagedCallersOnly]
    private static void ModuleLoaded(nint source, uint index, nint userData)
    {
        var session = Of(userData);
        session.moduleIndex = index;
        session.Signal.Set();
    }

    [UnmanagedCallersOnly]
    private static void SinkListed(nint source, PulseSinkInfoNative* info, int end, nint userData)
    {
        var session = Of(userData);
        if (end == 0 && info != null)
        {
            var state = info->State switch { 0 => "running", 1 => "idle", 2 => "suspended", _ => "unknown" };
            session.listedSinks.Add(new PulseSink(Text(info->Name), Text(info->Description), Text(info->MonitorSourceName), info->OwnerModule, state));
        }

        session.Signal.Set();
    }

    [UnmanagedCallersOnly]
    private static void ServerTold(nint source, PulseServerInfoNative* info, nint userData)
    {
        var session = Of(userData);
        if (info != null)
        {
            session.server = new PulseServer(Text(info->ServerName), Text(info->ServerVersion), Text(info->DefaultSinkName));
        }

        session.Signal.Set();
    }
}
