using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace IShowTts.Integrations.AudioDevice.Pulse;

/// <summary>The functions of libpulse we use (PulseAudio's client library; PipeWire speaks it too through pipewire-pulse).</summary>
/// <remarks>
/// Every call but those on the main loop itself needs the main loop's lock, except from a callback.
/// Callbacks are never given a managed delegate, so nothing can be collected under libpulse's feet.
/// </remarks>
internal static unsafe partial class PulseNative
{
    public const int Float32LittleEndian = 5;
    public const uint Unset = uint.MaxValue;
    public const uint InvalidIndex = uint.MaxValue;
    public const int ContextNoAutospawn = 1;
    public const int ContextReady = 4;
    public const int StreamReady = 2;
    public const int OperationRunning = 0;
    public const int OperationDone = 1;
    public const int SeekRelative = 0;
    public const int ErrorNoEntity = 5;
    public const int ErrorConnectionRefused = 6;
    public const int ErrorKilled = 12;

    public const int FlagInterpolateTiming = 0x2;
    public const int FlagAutoTimingUpdate = 0x8;
    public const int FlagDontMove = 0x200;
    public const int FlagAdjustLatency = 0x2000;
    public const int FlagEarlyRequests = 0x4000;

    private const string Library = "libpulse.so.0";

    [LibraryImport(Library)]
    public static partial nint pa_threaded_mainloop_new();

    [LibraryImport(Library)]
    public static partial void pa_threaded_mainloop_free(nint loop);

    [LibraryImport(Library)]
    public static partial int pa_threaded_mainloop_start(nint loop);

    [LibraryImport(Library)]
    public static partial void pa_threaded_mainloop_stop(nint loop);

    [LibraryImport(Library)]
    public static partial void pa_threaded_mainloop_lock(nint loop);

    [LibraryImport(Library)]
    public static partial void pa_threaded_mainloop_unlock(nint loop);

    [LibraryImport(Library)]
    public static partial nint pa_threaded_mainloop_get_api(nint loop);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint pa_context_new(nint api, string name);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int pa_context_connect(nint context, string? server, int flags, nint spawnApi);

    [LibraryImport(Library)]
    public static partial void pa_context_disconnect(nint context);

    [LibraryImport(Library)]
    public static partial void pa_context_unref(nint context);

    [LibraryImport(Library)]
    public static partial int pa_context_get_state(nint context);

    [LibraryImport(Library)]
    public static partial int pa_context_errno(nint context);

    [LibraryImport(Library)]
    public static partial nint pa_strerror(int error);

    [LibraryImport(Library)]
    public static partial void pa_context_set_state_callback(nint context, delegate* unmanaged<nint, nint, void> callback, nint userData);

    [LibraryImport(Library)]
    public static partial nint pa_context_get_sink_info_list(
        nint context, delegate* unmanaged<nint, PulseSinkInfoNative*, int, nint, void> callback, nint userData);

    [LibraryImport(Library)]
    public static partial nint pa_context_get_server_info(
        nint context, delegate* unmanaged<nint, PulseServerInfoNative*, nint, void> callback, nint userData);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint pa_context_load_module(
        nint context, string name, string argument, delegate* unmanaged<nint, uint, nint, void> callback, nint userData);

    [LibraryImport(Library)]
    public static partial nint pa_context_unload_module(
        nint context, uint index, delegate* unmanaged<nint, int, nint, void> callback, nint userData);

    [LibraryImport(Library)]
    public static partial int pa_operation_get_state(nint operation);

    [LibraryImport(Library)]
    public static partial void pa_operation_cancel(nint operation);

    [LibraryImport(Library)]
    public static partial void pa_operation_unref(nint operation);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint pa_stream_new(nint context, string name, PulseSampleSpec* spec, nint channelMap);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int pa_stream_connect_playback(
        nint stream, string device, PulseBufferAttributes* attributes, int flags, nint volume, nint syncStream);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int pa_stream_connect_record(nint stream, string device, PulseBufferAttributes* attributes, int flags);

    [LibraryImport(Library)]
    public static partial int pa_stream_disconnect(nint stream);

    [LibraryImport(Library)]
    public static partial void pa_stream_unref(nint stream);

    [LibraryImport(Library)]
    public static partial int pa_stream_get_state(nint stream);

    [LibraryImport(Library)]
    public static partial int pa_stream_is_suspended(nint stream);

    [LibraryImport(Library)]
    public static partial void pa_stream_set_state_callback(nint stream, delegate* unmanaged<nint, nint, void> callback, nint userData);

    [LibraryImport(Library)]
    public static partial void pa_stream_set_write_callback(nint stream, delegate* unmanaged<nint, nuint, nint, void> callback, nint userData);

    [LibraryImport(Library)]
    public static partial void pa_stream_set_read_callback(nint stream, delegate* unmanaged<nint, nuint, nint, void> callback, nint userData);

    [LibraryImport(Library)]
    public static partial void pa_stream_set_underflow_callback(nint stream, delegate* unmanaged<nint, nint, void> callback, nint userData);

    [LibraryImport(Library)]
    public static partial void pa_stream_set_moved_callback(nint stream, delegate* unmanaged<nint, nint, void> callback, nint userData);

    [LibraryImport(Library)]
    public static partial void pa_stream_set_suspended_callback(nint stream, delegate* unmanaged<nint, nint, void> callback, nint userData);

    [LibraryImport(Library)]
    public static partial nuint pa_stream_writable_size(nint stream);

    [LibraryImport(Library)]
    public static partial int pa_stream_write(nint stream, void* data, nuint bytes, nint freeCallback, long offset, int seek);

    [LibraryImport(Library)]
    public static partial int pa_stream_peek(nint stream, void** data, nuint* bytes);

    [LibraryImport(Library)]
    public static partial int pa_stream_drop(nint stream);

    [LibraryImport(Library)]
    public static partial nint pa_stream_drain(nint stream, delegate* unmanaged<nint, int, nint, void> callback, nint userData);

    [LibraryImport(Library)]
    public static partial nint pa_stream_flush(nint stream, delegate* unmanaged<nint, int, nint, void> callback, nint userData);

    [LibraryImport(Library)]
    public static partial nint pa_stream_update_timing_info(nint stream, delegate* unmanaged<nint, int, nint, void> callback, nint userData);

    [LibraryImport(Library)]
    public static partial PulseTimingInfo* pa_stream_get_timing_info(nint stream);

    [LibraryImport(Library)]
    public static partial long pa_stream_get_underflow_index(nint stream);

    [LibraryImport(Library)]
    public static partial int pa_stream_get_latency(nint stream, ulong* microseconds, int* negative);

    /// <summary>libpulse's own words for an error number.</summary>
    public static string Describe(int error) => Utf8StringMarshaller.ConvertToManaged((byte*)pa_strerror(error)) ?? $"error {error}";
}
