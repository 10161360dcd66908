# Draws confusion-skeleton-to-inertial-frames.svg from confusion-skeleton-to-inertial-frames.csv.
# Type: gnuplot confusion-skeleton-to-inertial-frames.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,345 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'confusion_skeleton_to_inertial_frames' background 'white'
set output 'confusion-skeleton-to-inertial-frames.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label 'utd-mhad, unpaired-classes (candidates=unpaired draws=12):' at screen 0.02381,0.97169 left font ',7.5' textcolor rgb '#222222' front
set label 'skeleton → inertial' at screen 0.02381,0.93696 left font ',7.5' textcolor rgb '#222222' front
set label 'Encoders: skeleton: limb-kinematics > frames; inertial: imu-kinematics > frames.' at screen 0.02381,0.9057 left font ',6' textcolor rgb '#555555' front
set label 'ridge-cca, wccn' at screen 0.02381,0.87791 left font ',6' textcolor rgb '#555555' front
set label 'accuracy 84.1 % [77.4, 89.1] (95 % over subjects and splits). 4 persons, 1718 test' at screen 0.02381,0.85013 left font ',6' textcolor rgb '#555555' front
set label 'samples, 12 splits.' at screen 0.02381,0.82234 left font ',6' textcolor rgb '#555555' front
set label '1  swipe-left' at screen 0.34762,0.78 right font ',6' textcolor rgb '#222222' front
set label '2  swipe-right' at screen 0.34762,0.75593 right font ',6' textcolor rgb '#222222' front
set label '3  wave' at screen 0.34762,0.73187 right font ',6' textcolor rgb '#222222' front
set label '4  clap' at screen 0.34762,0.7078 right font ',6' textcolor rgb '#222222' front
set label '5  throw' at screen 0.34762,0.68373 right font ',6' textcolor rgb '#222222' front
set label '6  cross-arms' at screen 0.34762,0.65967 right font ',6' textcolor rgb '#222222' front
set label '7  basketball-shoot' at screen 0.34762,0.6356 right font ',6' textcolor rgb '#222222' front
set label '8  draw-x' at screen 0.34762,0.61153 right font ',6' textcolor rgb '#222222' front
set label '9  draw-circle-clockwise' at screen 0.34762,0.58746 right font ',6' textcolor rgb '#222222' front
set label '10  draw-circle-counter…' at screen 0.34762,0.5634 right font ',6' textcolor rgb '#222222' front
set label '11  draw-triangle' at screen 0.34762,0.53933 right font ',6' textcolor rgb '#222222' front
set label '12  bowling' at screen 0.34762,0.51526 right font ',6' textcolor rgb '#222222' front
set label '13  boxing' at screen 0.34762,0.49119 right font ',6' textcolor rgb '#222222' front
set label '14  baseball-swing' at screen 0.34762,0.46713 right font ',6' textcolor rgb '#222222' front
set label '15  tennis-swing' at screen 0.34762,0.44306 right font ',6' textcolor rgb '#222222' front
set label '16  arm-curl' at screen 0.34762,0.41899 right font ',6' textcolor rgb '#222222' front
set label '17  tennis-serve' at screen 0.34762,0.39492 right font ',6' textcolor rgb '#222222' front
set label '18  push' at screen 0.34762,0.37086 right font ',6' textcolor rgb '#222222' front
set label '19  knock' at screen 0.34762,0.34679 right font ',6' textcolor rgb '#222222' front
set label '20  catch' at screen 0.34762,0.32272 right font ',6' textcolor rgb '#222222' front
set label '21  pick-up-and-throw' at screen 0.34762,0.29865 right font ',6' textcolor rgb '#222222' front
set label '22  jog' at screen 0.34762,0.27459 right font ',6' textcolor rgb '#222222' front
set label '23  walk' at screen 0.34762,0.25052 right font ',6' textcolor rgb '#222222' front
set label '24  sit-to-stand' at screen 0.34762,0.22645 right font ',6' textcolor rgb '#222222' front
set label '25  stand-to-sit' at screen 0.34762,0.20238 right font ',6' textcolor rgb '#222222' front
set label '26  lunge' at screen 0.34762,0.17832 right font ',6' textcolor rgb '#222222' front
set label '27  squat' at screen 0.34762,0.15425 right font ',6' textcolor rgb '#222222' front
set lmargin at screen 0.35952
set rmargin at screen 0.97619
set bmargin at screen 0.14222
set tmargin at screen 0.79204
set xrange [0.5:27.5]
set yrange [27.5:0.5]
set palette defined (0 '#f7fbff', 0.25 '#c6dbef', 0.5 '#6baed6', 0.75 '#2171b5', 1 '#08306b')
set cbrange [0:1]
set label '1' at screen 0.37094,0.13128 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '3' at screen 0.41662,0.13128 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '5' at screen 0.4623,0.13128 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '7' at screen 0.50798,0.13128 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '9' at screen 0.55366,0.13128 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '11' at screen 0.59934,0.13128 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '13' at screen 0.64502,0.13128 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '15' at screen 0.6907,0.13128 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '17' at screen 0.73638,0.13128 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '19' at screen 0.78205,0.13128 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '21' at screen 0.82773,0.13128 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '23' at screen 0.87341,0.13128 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '25' at screen 0.91909,0.13128 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '27' at screen 0.96477,0.13128 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label 'predicted class' at screen 0.66786,0.08693 center font ',7' textcolor rgb '#222222' front
set label 'true class' at screen 0.02976,0.46713 center rotate by 90 font ',7' textcolor rgb '#222222' front
set label 'share of the true class (%)' at screen 0.02381,0.02188 left font ',6' textcolor rgb '#222222' front
set label '0' at screen 0.35572,0.02188 right font ',6' textcolor rgb '#222222' front
set label '100' at screen 0.73667,0.02188 left font ',6' textcolor rgb '#222222' front
set colorbox horizontal user origin 0.36762,0.01094 size 0.35714,0.02188 noborder
unset cbtics
plot 'confusion-skeleton-to-inertial-frames.csv' using (column('column')):(column('share') > 0 ? column('row') : NaN):(column('column')-0.47):(column('column')+0.47):(column('row')-0.47):(column('row')+0.47):(column('share')) with boxxyerror fs solid 1 noborder lc palette z
set output
if (turn < words(forms)) reread
