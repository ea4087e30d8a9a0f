# Not yet run on Windows.
# Builds the worker when sources changed and starts it with all arguments: ./run.ps1 say "hello". "setup" only builds; "setup --discord" also fetches the packages of the Discord bridge.
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    Write-Host 'The .NET SDK 10.0 is needed. Run this one command, then try again:'
    Write-Host '  winget install Microsoft.DotNet.SDK.10'
    exit 3
}

if ($args.Count -gt 1 -and $args[0] -eq 'setup' -and $args -contains '--discord') {
    # As eng/discord/fetch.sh does: the marker names the machine and holds the lock file, and what is there is loaded before it counts.
    $source = "$root/src/Integrations/Discord/bridge"
    $target = "$root/artifacts/discord"
    $found = if ((Get-Command node -ErrorAction SilentlyContinue) -and "$(node --version)" -match '^v(\d+\.\d+\.\d+)') { $Matches[1] } else { '0.0.0' }
    if ([version]$found -lt [version]'20.19.0' -or -not (Get-Command npm -ErrorAction SilentlyContinue)) {
        Write-Host "The Discord bridge needs Node 20.19 or newer with npm; found: Node $found. Run this one command, then try again:"
        Write-Host '  winget install OpenJS.NodeJS.LTS'
        exit 3
    }
    $machine = node -p 'process.platform + String.fromCharCode(45) + process.arch'
    $wanted = "$machine`n" + (Get-Content -Raw "$source/package-lock.json")
    $here = (Test-Path "$target/fetched") -and (Get-Content -Raw "$target/fetched") -eq $wanted
    if ($here) { node "$root/eng/discord/check.mjs" "$target/node_modules"; $here = $LASTEXITCODE -eq 0 }
    if (-not $here) {
        $work = "$root/artifacts/discord.$PID"
        New-Item -ItemType Directory -Force $work | Out-Null
        try {
            Copy-Item "$source/package.json", "$source/package-lock.json" $work
            Push-Location $work
            try { npm ci --include=optional --ignore-scripts --no-audit --no-fund --no-update-notifier --engine-strict=false; $code = $LASTEXITCODE } finally { Pop-Location }
            if ($code -ne 0) { Write-Host 'The packages of the Discord bridge could not be fetched. Check the network, or npm''s registry and proxy settings.'; exit 1 }
            node "$root/eng/discord/check.mjs" "$work/node_modules"
            if ($LASTEXITCODE -ne 0) { Write-Host "The packages of the Discord bridge were fetched but cannot be used on this machine ($machine, Node $found); the line above says why."; exit 1 }
            [IO.File]::WriteAllText("$work/fetched", $wanted)
            # A bridge that runs holds the old ones.
            try { if (Test-Path $target) { Remove-Item -Recurse -Force $target } }
            catch { Write-Host 'The old packages of the Discord bridge are in use. End the worker, then run this again.'; exit 3 }
            Move-Item $work $target
        }
        finally { if (Test-Path $work) { Remove-Item -Recurse -Force $work } }
    }
}

dotnet build "$root/src/Worker/IShowTts.Worker.csproj" -c Release -nodeReuse:false -v quiet
if ($LASTEXITCODE -ne 0) { Write-Host 'The build failed.'; exit 1 }
if ($args.Count -gt 0 -and $args[0] -eq 'setup') { exit 0 }

dotnet "$root/src/Worker/bin/Release/net10.0/ishowtts.dll" @args
exit $LASTEXITCODE
